@NullMarked
package dev.hosttrust.playbook;

import org.jspecify.annotations.NullMarked;

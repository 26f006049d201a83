@NullMarked
package dev.hosttrust.testhosts;

import org.jspecify.annotations.NullMarked;

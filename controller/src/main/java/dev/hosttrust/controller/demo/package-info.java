/** The main job on hosts that live inside this process. */
@NullMarked
package dev.hosttrust.controller.demo;

import org.jspecify.annotations.NullMarked;

/** JSON that this program writes for itself and reads again, such as journals and plan files. */
@NullMarked
package dev.hosttrust.controller.json;

import org.jspecify.annotations.NullMarked;

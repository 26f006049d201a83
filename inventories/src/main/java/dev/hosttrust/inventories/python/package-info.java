/** The parts of Python's standard library whose exact behaviour shows in an Ansible inventory. */
@NullMarked
package dev.hosttrust.inventories.python;

import org.jspecify.annotations.NullMarked;

/** Variables from outside the inventory files: group_vars, host_vars and extra variables. */
@NullMarked
package dev.hosttrust.inventories.vars;

import org.jspecify.annotations.NullMarked;

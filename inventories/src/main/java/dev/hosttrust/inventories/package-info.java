/** Which hosts, with which variables: inventories read as ansible-core 2.14 reads them. */
@NullMarked
package dev.hosttrust.inventories;

import org.jspecify.annotations.NullMarked;

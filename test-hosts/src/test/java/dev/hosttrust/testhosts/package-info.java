/** Shows with OpenSSH's own client that the hosts are what they say they are. */
@NullMarked
package dev.hosttrust.testhosts;

import org.jspecify.annotations.NullMarked;

/** The certificates that TLS servers serve. */
@NullMarked
package dev.hosttrust.controller.tls;

import org.jspecify.annotations.NullMarked;

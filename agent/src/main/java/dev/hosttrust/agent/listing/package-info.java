// SPDX-License-Identifier: Apache-2.0
/** What trust there is on a host, whoever put it there. */
@NullMarked
package dev.hosttrust.agent.listing;

import org.jspecify.annotations.NullMarked;

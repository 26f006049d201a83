/**
 * Real SSH hosts in containers, with keys, agents and certificate authorities made for one test
 * run: what tests use instead of mocks. Never on a production class path.
 */
@NullMarked
package dev.hosttrust.testhosts;

import org.jspecify.annotations.NullMarked;

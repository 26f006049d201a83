@NullMarked
package dev.hosttrust.controller;

import org.jspecify.annotations.NullMarked;

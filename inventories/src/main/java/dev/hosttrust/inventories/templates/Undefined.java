package dev.hosttrust.inventories.templates;

/**
 * What a name without a value stands for: an error on every use but the filter {@code default}.
 *
 * @param why the message of that error
 */
record Undefined(String why) {}

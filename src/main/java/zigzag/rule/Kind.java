package zigzag.rule;

import java.util.function.Consumer;

/**
 * A kind of rule.
 *
 * @param name what a rule of this kind is called in messages: "optimizer"
 * @param type the interface of its rules, under whose name a jar lists them
 * @param requirement throws {@link IllegalArgumentException}, with the reason, for a rule that
 *     won't do
 */
public record Kind<T extends Rule>(String name, Class<T> type, Consumer<T> requirement) {}

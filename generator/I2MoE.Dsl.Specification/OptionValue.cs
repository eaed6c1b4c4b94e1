namespace I2MoE.Dsl.Specification;

/// <summary>A value given to an option in a declaration.</summary>
/// <param name="Option">The option's name in C#.</param>
/// <param name="Value">
/// An <see cref="int"/>, <see cref="double"/>, <see cref="bool"/>, an <see cref="EquatableArray{T}"/> of numbers, or, for a choice, the
/// underlying number of the enumeration member as an <see cref="int"/> (which may be none of its members).
/// </param>
public sealed record OptionValue(string Option, object Value);

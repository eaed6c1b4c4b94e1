namespace I2MoE.Dsl.Specification;

/// <summary>A value given to an option in a declaration.</summary>
/// <param name="Option">The option's name in C#.</param>
/// <param name="Value">
/// An <see cref="int"/>, <see cref="double"/>, <see cref="bool"/>, an <see cref="EquatableArray{T}"/> of numbers, for a choice the
/// underlying number of the enumeration member as an <see cref="int"/> (which may be none of its members), or, for a class, its full name
/// with <c>global::</c> (empty where the compiler does not know it).
/// </param>
/// <param name="Type">What is known of the class that <paramref name="Value"/> names; null for other options, and where it is not known.</param>
public sealed record OptionValue(string Option, object Value, CustomType? Type = null);

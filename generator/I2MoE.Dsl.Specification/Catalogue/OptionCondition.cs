using System.Globalization;

namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>That an option means something with some members of a choice only.</summary>
/// <param name="Option">The option.</param>
/// <param name="Choice">The choice.</param>
/// <param name="Members">The numbers of the members with which it does.</param>
internal sealed record OptionCondition(Option Option, Option Choice, IReadOnlyList<int> Members)
{
    /// <summary>The condition.</summary>
    public static OptionCondition Of<T>(Option option, Option<T> choice, params T[] members)
        where T : struct, Enum => new(option, choice, [.. members.Select(member => Convert.ToInt32(member, CultureInfo.InvariantCulture))]);

    /// <summary>Whether the option means something in <paramref name="component"/>; true where the choice is none of its members.</summary>
    public bool IsMet(Component component)
    {
        object value = component.Get(Choice);
        int? given = value is int or Enum ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : null;
        return given is not { } member || !Enum.IsDefined(Choice.EnumType!, member) || Members.Contains(member);
    }
}

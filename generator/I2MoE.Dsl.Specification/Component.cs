using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>A component of a declaration and the options it was given.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Given">The options that the declaration states; the others have their defaults.</param>
public sealed record Component(ComponentDefinition Definition, EquatableArray<OptionValue> Given)
{
    /// <summary>A component with every option at its default.</summary>
    public static Component WithDefaults(ComponentDefinition definition) => new(definition, default);

    /// <summary>The value of <paramref name="option"/>: as given, or its default.</summary>
    public T Get<T>(Option<T> option)
        where T : notnull
    {
        object value = Get((Option)option);
        return option.EnumType is null ? (T)value : (T)Enum.ToObject(option.EnumType, value);
    }

    /// <summary>The value of <paramref name="option"/>: as given, or its default (a choice as an enumeration member or its number).</summary>
    /// <exception cref="ArgumentException">The option is none of this component, but perhaps of the same name.</exception>
    public object Get(Option option) => !Definition.Options.Contains(option)
        ? throw new ArgumentException($"{Definition.Kind} has no such option {option.Name}.", nameof(option))
        : Find(option)?.Value ?? option.DefaultValue;

    /// <summary>Whether the declaration states <paramref name="option"/>.</summary>
    public bool IsGiven(Option option) => Find(option) is not null;

    /// <summary>The class that the declaration gives for <paramref name="option"/>; null where it gives none, or one that is not known.</summary>
    public CustomType? FindType(Option option) => Find(option)?.Type;

    /// <summary>Whether the declaration gives a class for <paramref name="option"/> that meets the option's requirement.</summary>
    public bool HasFittingType(Option option) =>
        option.RequiredType is { } requirement && FindType(option) is { } type && type.FindProblem(requirement) is null;

    private OptionValue? Find(Option option) => Given.FirstOrDefault(value => value.Option == option.Name);
}

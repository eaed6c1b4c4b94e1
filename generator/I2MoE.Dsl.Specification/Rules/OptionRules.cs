using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the values of options, the same for every option of the catalogue (I2MOE0xx).</summary>
public static class OptionRules
{
    /// <summary>A value is within the range of its option.</summary>
    public static Rule InRange { get; } = new(
        "I2MOE001",
        "An option is out of range",
        RuleSeverity.Error,
        "‹{0} = {1}› is not allowed in {2}. Allowed: {3}.{4}",
        FindOutOfRange);

    /// <summary>A choice is a member of its enumeration.</summary>
    public static Rule KnownChoice { get; } = new(
        "I2MOE002",
        "A choice is not a member of its enumeration",
        RuleSeverity.Error,
        "‹{0} = {1}› in {2} is not a member of {3}. Allowed: {4}.",
        FindUnknownChoices);

    /// <summary>A number is finite.</summary>
    public static Rule Finite { get; } = new(
        "I2MOE003",
        "A number is not finite",
        RuleSeverity.Error,
        "‹{0} = {1}› in {2} is not a finite number. Allowed: {3}.",
        FindNotFinite);

    /// <summary>A class that is named fits.</summary>
    public static Rule FittingType { get; } = new(
        "I2MOE004",
        "A class does not fit its option",
        RuleSeverity.Error,
        "‹{0} = typeof({1})› cannot be used in {2}: it {3}. Allowed: {4}.",
        FindUnfitTypes);

    /// <summary>A class that has to be named is named.</summary>
    public static Rule NamedType { get; } = new(
        "I2MOE005",
        "A class is not named",
        RuleSeverity.Error,
        "‹{0}› is missing in {1}. Give ‹{0} = typeof(…)› with {2}.",
        FindMissingTypes);

    /// <summary>Dropout leaves something.</summary>
    public static Rule DropoutIsModerate { get; } = new(
        "I2MOE006",
        "A dropout leaves almost nothing",
        RuleSeverity.Suggestion,
        "‹{0} = {1}› drops nearly every unit in {2}. It is the probability of being dropped, not of being kept: did you mean {3}? The default is {4}.",
        FindGreatDropouts);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [InRange, KnownChoice, Finite, FittingType, NamedType, DropoutIsModerate];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindGreatDropouts(ModelSpecification specification)
    {
        const double Great = 0.8;
        foreach ((Option option, object value, SpecificationPath path, string component) in GivenOptions(specification))
        {
            if (option is DropoutOption && value is double dropout && dropout > Great && option.Allows(dropout))
            {
                yield return (path, [option.Name, OptionText.Value(dropout), component, OptionText.Value(Math.Round(1 - dropout, 6)), OptionText.Default(option)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindOutOfRange(ModelSpecification specification)
    {
        foreach ((Option option, object value, SpecificationPath path, string component) in GivenOptions(specification))
        {
            if (option.Type == OptionType.Choice || FirstNumber(value, IsNotFinite) >= 0)
            {
                continue;
            }

            if (!HasType(option, value))
            {
                yield return (path, [option.Name, OptionText.Value(value), component, OptionText.Allowed(option), ""]);
            }
            else if (FirstNumber(value, number => !option.Allows(number)) is int index and >= 0)
            {
                double number = Numbers(value).ElementAt(index);
                yield return (path, [Name(option, index), OptionText.Value(number), component, OptionText.Allowed(option), Hint(option, number)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnknownChoices(ModelSpecification specification)
    {
        foreach ((Option option, object value, SpecificationPath path, string component) in GivenOptions(specification))
        {
            if (option.EnumType is { } choice && !IsMember(choice, value))
            {
                yield return (path, [option.Name, OptionText.Value(value), component, choice.Name, OptionText.Allowed(option)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindNotFinite(ModelSpecification specification)
    {
        foreach ((Option option, object value, SpecificationPath path, string component) in GivenOptions(specification))
        {
            if (option.Type != OptionType.Choice && FirstNumber(value, IsNotFinite) is int index and >= 0)
            {
                yield return (path, [Name(option, index), OptionText.Value(Numbers(value).ElementAt(index)), component, OptionText.Allowed(option)]);
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnfitTypes(ModelSpecification specification)
    {
        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            foreach (Option option in component.Definition.Options)
            {
                if (option.RequiredType is { } requirement && component.FindType(option) is { } type && type.FindProblem(requirement) is { } problem)
                {
                    string name = type.FullName.Replace("global::", "");
                    yield return (path with { Option = option.Name }, [option.Name, name, ComponentText.Describe(specification, component, path), problem, requirement.Text]);
                }
            }
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindMissingTypes(ModelSpecification specification) =>
        from place in specification.Components
        from option in place.Component.Definition.Options
        where option.RequiredType is not null && !place.Component.IsGiven(option)
        select (place.Path, new[] { option.Name, ComponentText.Describe(specification, place.Component, place.Path), option.RequiredType!.Text });

    private static IEnumerable<(Option Option, object Value, SpecificationPath Path, string Component)> GivenOptions(ModelSpecification specification) =>
        from place in specification.Components
        from given in place.Component.Given
        let option = place.Component.Definition.FindOption(given.Option)
        where option is not null && given.Value is not null
        select (option, given.Value, place.Path with { Option = option.Name }, ComponentText.Describe(specification, place.Component, place.Path));

    private static bool IsMember(Type choice, object value) =>
        (value is int || value.GetType() == choice) && Enum.IsDefined(choice, value);

    private static bool HasType(Option option, object value) => option.Type switch
    {
        OptionType.Integer => value is int,
        OptionType.Number => value is int or double,
        OptionType.Flag => value is bool,
        OptionType.IntegerList => value is EquatableArray<int>,
        OptionType.NumberList => value is EquatableArray<double>,
        OptionType.NameList => value is EquatableArray<string>,
        OptionType.TypeName or OptionType.Text => value is string,
        OptionType.TextList or OptionType.ValueList => value is EquatableArray<string>,
        _ => false,
    };

    /// <summary>Whether <paramref name="value"/> has the type of <paramref name="option"/> and is in its range, so that no rule of this area speaks of it.</summary>
    internal static bool IsValid(Option option, object value) => option.EnumType is { } choice
        ? IsMember(choice, value)
        : HasType(option, value) && FirstNumber(value, number => !option.Allows(number)) < 0;

    private static bool IsNotFinite(double number) => double.IsNaN(number) || double.IsInfinity(number);

    private static int FirstNumber(object value, Func<double, bool> condition)
    {
        int index = 0;
        foreach (double number in Numbers(value))
        {
            if (condition(number))
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    private static IEnumerable<double> Numbers(object value) => value switch
    {
        int number => [number],
        double number => [number],
        EquatableArray<int> list => list.Select(item => (double)item),
        EquatableArray<double> list => list,
        _ => [],
    };

    private static string Name(Option option, int index) =>
        option.Type is OptionType.IntegerList or OptionType.NumberList ? $"{option.Name}[{index}]" : option.Name;

    // The two slips that a number itself gives away: a probability in per cent, and a sign too many.
    private static string Hint(Option option, double number)
    {
        double? meant = number switch
        {
            > 1 when option.Maximum <= 1 && option.Allows(number / 100) => number / 100,
            < 0 when option.Allows(-number) => -number,
            _ => null,
        };
        return meant is double value ? $" Did you mean {OptionText.Value(value)}?" : "";
    }
}

using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests.Rules;

/// <summary>Draws specifications that no one would write, with values of every kind in every place.</summary>
internal sealed class WildSpecifications(int seed)
{
    private static readonly int[] s_integers = [int.MinValue, -7, -1, 0, 1, 2, 3, 4, 64, 1000, 65_536, 100_000_000, int.MaxValue];
    private static readonly double[] s_numbers =
        [double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.MinValue, double.MaxValue, double.Epsilon, -1, -0.0, 0, 0.5, 1, 50];

    private static readonly string[] s_names = ["", "Image", "image", "Text", "Batch", "Synergy", "a b", "Ünïcode", "{0}", "Emoji"];

    private readonly Random _random = new(seed);

    public ModelSpecification Next() => new()
    {
        Declaration = new Declaration
        {
            Name = Any(s_names),
            Namespace = Any(s_names),
            IsPartial = Coin(),
            IsStatic = Coin(),
            IsAbstract = Coin(),
            IsGeneric = Coin(),
            IsNested = Coin(),
            BaseClass = Coin() ? Any(s_names) : null,
        },
        Tasks = Several(3, () => AnyComponent(Section.Task)),
        Modalities = Several(12, NextModality),
        Fusions = Several(3, () => AnyComponent(Section.Fusion)),
        Experts = AnyComponent(Section.Experts),
        Reweighting = AnyComponent(Section.Reweighting),
        Training = AnyComponent(Section.Training),
        Missing = AnyComponent(Section.Missing),
        Data = Coin() ? NextData() : null,
    };

    private DataSpecification NextData() => new()
    {
        Options = AnyComponent(Section.Data),
        Source = AnyComponent(Section.Source),
        Sources = Several(4, () => new JoinedSource(Any(s_names), AnyComponent(Section.Source))),
        Modalities = Several(4, () => new ModalityData(Any(s_names), Several(4, () => Any(s_names)), Coin())
        {
            Tokenizer = _random.Next(4) == 0 ? AnyComponent(Section.Tokenizer) : null,
            Length = _random.Next(4) == 0 ? Any(s_names) : "",
            Network = _random.Next(4) == 0 ? AnyComponent(Section.Network) : null,
            Categories = Several(3, () => new CategoryColumn(Any(s_names), Several(3, () => Any(s_names)))),
        }),
        FeatureNames = Several(4, () => new FeatureNames(Any(s_names), Several(4, () => Any(s_names)), Coin())),
        Split = AnyComponent(Section.Split),
    };

    private ModalitySpecification NextModality() => new()
    {
        Name = Any(s_names),
        Options = AnyComponent(Section.Modality),
        Encoders = Several(3, () => AnyComponent(Section.Encoder)),
        IsPartialProperty = Coin(),
    };

    /// <summary>A component of <paramref name="section"/> with some of its options given.</summary>
    private Component AnyComponent(Section section)
    {
        ComponentDefinition[] fitting = [.. OptionCatalogue.All.Concat(OptionCatalogue.Data).Where(definition => definition.Section == section)];
        ComponentDefinition component = fitting.Length > 0 ? Any(fitting) : ExpertsOptions.Definition;
        return new Component(
            component,
            component.Options
                .Where(_ => Coin())
                .Select(option => new OptionValue(_random.Next(20) == 0 ? "Unheard" : option.Name, AnyValue(option)))
                .ToEquatableArray());
    }

    private object AnyValue(Option option) => (_random.Next(8) == 0 ? (OptionType)_random.Next(10) : option.Type) switch
    {
        OptionType.Integer => Any(s_integers),
        OptionType.Number => Any(s_numbers),
        OptionType.Flag => Coin(),
        OptionType.Choice => Coin() ? Any(s_integers) : Masking.Zero,
        OptionType.TypeName or OptionType.Text => Any(s_names),
        OptionType.TextList or OptionType.ValueList => Several(4, () => Any(s_names)),
        OptionType.IntegerList => Several(5, () => Any(s_integers)),
        _ => Several(5, () => Any(s_numbers)),
    };

    private EquatableArray<T> Several<T>(int lessThan, Func<T> next)
        where T : IEquatable<T> => Enumerable.Range(0, _random.Next(lessThan)).Select(_ => next()).ToEquatableArray();

    private T Any<T>(T[] items) => items[_random.Next(items.Length)];

    private bool Coin() => _random.Next(2) == 0;
}

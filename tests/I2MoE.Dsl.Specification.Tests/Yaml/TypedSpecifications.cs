using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>Draws specifications that a file can state: every value has the type of its option, and no more is asked of it.</summary>
internal sealed class TypedSpecifications(int seed, string kind)
{
    private static readonly string[] s_texts =
        ["x", "mean *", "a: b", "# no comment", "'", "\"", "\\", "3", "1e5", "true", "No", "~", "null", "- x", "{ a }", "[b", "*", "&a", "é ü", "tab\tand\nline", " space ", "", "C:\\data\\x.csv", "%", "@", "名"];

    private static readonly double[] s_numbers = [0, 1, -1, 0.5, 1e-4, 1.0 / 3, 1e300, 5e-324, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    private static readonly int[] s_integers = [int.MinValue, -1, 0, 1, 2, 64, int.MaxValue];
    private static readonly string[] s_names = ["Image", "heart_rate", "T1Scan", "Größe_1", "MRI", "_x"];

    private readonly Random _random = new(seed);

    public ModelSpecification Next() => new()
    {
        Declaration = new Declaration { Name = "Modell_" + _random.Next(3) + "ß", Namespace = Coin() ? "" : "A.Größen", Accessibility = Coin() ? "public" : "internal" },
        Tasks = Declared.List(With(Any(Section.Task, OptionCatalogue.Tasks))),
        Modalities = s_names.Take(_random.Next(1, 5)).Select(name => new ModalitySpecification
        {
            Name = name,
            Options = With(ModalityOptions.Definition),
            Encoders = Declared.List(With(Any(Section.Encoder, OptionCatalogue.Encoders))),
        }).ToEquatableArray(),
        Fusions = Declared.List(With(Any(Section.Fusion, OptionCatalogue.Fusions))),
        Experts = With(ExpertsOptions.Definition),
        Reweighting = With(ReweightingOptions.Definition),
        Missing = With(MissingOptions.Definition),
        Training = With(TrainingOptions.Definition),
        Data = kind.StartsWith("Task", StringComparison.Ordinal) ? null : new DataSpecification
        {
            Options = With(DataOptions.Definition),
            Source = With(Any(Section.Source, OptionCatalogue.Sources)),
            Sources = s_names.Take(_random.Next(3)).Select(name => new JoinedSource(name, With(Any(Section.JoinedSource, OptionCatalogue.Sources)))).ToEquatableArray(),
            Modalities = s_names.Take(_random.Next(4)).Select(Data).ToEquatableArray(),
            FeatureNames = s_names.Take(_random.Next(3)).Select(Named).ToEquatableArray(),
            Split = With(Any(Section.Split, OptionCatalogue.Splits)),
        },
    };

    private ModalityData Data(string name)
    {
        if (_random.Next(4) == 0)
        {
            return new ModalityData(name, Several(1, () => Of(s_texts))) { Tokenizer = With(Any(Section.Tokenizer, OptionCatalogue.Tokenizers)) };
        }

        if (_random.Next(4) == 0)
        {
            return new ModalityData(name, Several(1 + _random.Next(3), () => Of(s_texts))) { Length = Of(s_texts) };
        }

        bool isImage = _random.Next(4) == 0;
        return new ModalityData(name, Several(isImage ? 1 : _random.Next(4), () => Of(s_texts)), isImage)
        {
            Network = isImage && Coin() ? With(NetworkOptions.Definition) : null,
            Categories = isImage ? default : s_texts.OrderBy(_ => _random.Next()).Take(_random.Next(3)).Select(text => new CategoryColumn(text, Several(_random.Next(3), () => Of(s_texts)))).ToEquatableArray(),
        };
    }

    private FeatureNames Named(string name)
    {
        bool isFile = Coin();
        return new FeatureNames(name, Several(isFile ? 1 : _random.Next(4), () => Of(s_texts)), isFile);
    }

    // The kind that is asked for, where it belongs to the section.
    private ComponentDefinition Any(Section section, IReadOnlyList<ComponentDefinition> definitions) =>
        definitions.FirstOrDefault(definition => kind == $"{section} {definition.Kind}") ?? definitions[_random.Next(definitions.Count)];

    private Component With(ComponentDefinition definition) => new(
        definition,
        definition.Options.Where(_ => Coin()).Select(option => new OptionValue(option.Name, Value(option))).ToEquatableArray());

    private object Value(Option option) => option.Type switch
    {
        OptionType.Integer => Of(s_integers),
        OptionType.Number => Of(s_numbers),
        OptionType.Flag => Coin(),
        OptionType.Choice => Convert.ToInt32(Of(Enum.GetValues(option.EnumType!).Cast<object>().ToArray()), System.Globalization.CultureInfo.InvariantCulture),
        OptionType.IntegerList => Several(_random.Next(4), () => Of(s_integers)),
        OptionType.NumberList => Several(_random.Next(4), () => Of(s_numbers)),
        OptionType.NameList => Several(_random.Next(3), () => Of(s_names)),
        OptionType.TypeName => "global::A.Mine",
        OptionType.Text => Of(s_texts),
        _ => Several(_random.Next(4), () => Of(s_texts)),
    };

    private static EquatableArray<T> Several<T>(int count, Func<T> next)
        where T : IEquatable<T> => Enumerable.Range(0, count).Select(_ => next()).ToEquatableArray();

    private T Of<T>(T[] items) => items[_random.Next(items.Length)];

    private bool Coin() => _random.Next(2) == 0;
}

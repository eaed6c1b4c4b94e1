using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Proof.Cases;

/// <summary>Draws specifications that break no rule: at random, then what the rules find is drawn again.</summary>
internal sealed class ValidSpecifications
{
    // Of the sizes of a first dimension, those that are a multiple of it make a frozen encoder, or an optional modality.
    private const int Frozen = 5;
    private const int Optional = 3;
    private const int OwnLength = 2;
    private const int Augmented = 2;
    private const int Embedded = 4;

    private static readonly OptionValue[] s_augmented =
        [new(ModalityOptions.AugmentFlip.Name, true), new(ModalityOptions.AugmentCrop.Name, 0.3), new(ModalityOptions.AugmentJitter.Name, 0.2)];

    private const int Attempts = 300;

    private static readonly string[] s_names =
        ["Image", "Text", "Audio", "Lab", "Notes", "Genetics", "Video", "Mean", "Worst", "Gaze", "A", "B2", "XRay", "Größe", "image_2", "_x", "Lab_patches", "Name", "seed", "random", "Handle", "class", "value", "Expert", "Pass", "Logit"];

    private static readonly string[] s_namespaces = ["", "Proof", "Proof.Models", "A.B.C"];

    // Networks of fixed width: they are as wide as ever for the smallest of samples.
    private static readonly Dictionary<ComponentDefinition, int> s_weights = new()
    {
        [Vgg11EncoderOptions.Definition] = 1,
        [Cnn3dEncoderOptions.Definition] = 1,
    };

    private readonly Draw _draw;
    private readonly ValueDraw _values;

    public ValidSpecifications(Draw draw)
    {
        _draw = draw;
        _values = new ValueDraw(draw);
    }

    /// <summary>The next specification; its class is named after <paramref name="seed"/>.</summary>
    public ModelSpecification Next(int seed)
    {
        int modalities = _draw.Weighted([2, 3, 4, 5, 6, 7, 8], count => 16 >> (count - 2) | 1);
        _values.Reach = modalities > 4 ? 3 : modalities > 2 ? 5 : 8;
        List<string> names = [];
        while (names.Count < modalities)
        {
            string name = _draw.Any(s_names);
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(name);
            }
        }

        ModelSpecification specification = new()
        {
            Declaration = new Declaration
            {
                Name = $"Model{seed}",
                Namespace = _draw.Any(s_namespaces),
                Accessibility = _draw.Happens(0.8) ? "public" : "internal",
            },
            Tasks = One(Draw(_draw.Any(OptionCatalogue.Tasks), names)),
            Modalities = names.Select(name => Modality(name, Encoder())).ToEquatableArray(),
            Fusions = One(Draw(_draw.Any(OptionCatalogue.Fusions), names)),
            Experts = WithPairs(Draw(ExpertsOptions.Definition, names), names),
            Reweighting = Draw(ReweightingOptions.Definition, names),
            Training = Draw(TrainingOptions.Definition, names),
            Missing = Draw(MissingOptions.Definition, names),
        };
        return Repair(specification, names);
    }

    /// <summary>An encoder of the catalogue.</summary>
    public EncoderDefinition Encoder() =>
        _draw.Weighted(OptionCatalogue.Encoders, definition => s_weights.TryGetValue(definition, out int weight) ? weight : 10);

    /// <summary>A modality whose samples have the dimensions that its encoder takes.</summary>
    public ModalitySpecification Modality(string name, EncoderDefinition encoder, int attempt = 0)
    {
        int rank = encoder.Input.Dimensions.Count == 0 ? _draw.Integer(1, 5) : encoder.Input.Dimensions.Count;
        int greatest = rank switch
        {
            1 => 24,
            2 => 12,
            _ => 9,
        };

        // Only large samples are left something of by fixed pools.
        bool needsSize = attempt > 2 && encoder.Input.Dimensions.Count > 0;
        EquatableArray<int> shape = Enumerable.Range(0, rank)
            .Select(dimension => needsSize && (dimension > 0 || rank < 3) ? (attempt > 6 ? 32 : 24) + _draw.Integer(0, 2) : 1 + _draw.Integer(0, dimension == 0 && rank > 2 ? 3 : greatest))
            .ToEquatableArray();
        OptionValue given = rank == 1 && _draw.Happens(0.7)
            ? new(ModalityOptions.Features.Name, shape[0])
            : new(ModalityOptions.Shape.Name, shape);
        return new ModalitySpecification
        {
            Name = name,
            Options = new(
                ModalityOptions.Definition,
                new[] { given, new OptionValue(ModalityOptions.Freeze.Name, shape[0] % Frozen == 0), new OptionValue(ModalityOptions.Optional.Name, shape[0] % Optional == 0), new OptionValue(ModalityOptions.OwnLength.Name, encoder.TakesLengths && shape[0] % OwnLength == 0) }
                    .Concat(encoder.TakesEmbeddedLevels && shape[0] % Embedded == 0 ? LevelsOf(shape[0]) : [])
                    .Concat(encoder.Input == EncoderInput.Image && shape[0] % Augmented == 0 ? s_augmented : [])
                    .Where(value => value.Value is not false).ToEquatableArray()),
            Encoders = One(Draw(encoder, [])),
        };
    }

    // One column beside a number, two of larger samples.
    private static IEnumerable<OptionValue> LevelsOf(int features) =>
    [
        new(ModalityOptions.Levels.Name, new EquatableArray<int>(features > Embedded ? [3, features - 4] : [3])),
        new(ModalityOptions.Embedding.Name, 2),
    ];

    /// <summary>A component with options within their ranges.</summary>
    public Component Draw(ComponentDefinition definition, IReadOnlyList<string> modalities) => _values.Component(definition, modalities);

    // Of up to four modalities, no pairs, those of synergy, of redundancy, or of both, by the names, so that no draw changes; more take too long.
    private static Component WithPairs(Component experts, List<string> names)
    {
        int turn = names.Count > 4 ? 0 : names.Sum(name => name.Length) % 4;
        return Parts.With(
            Parts.With(experts, new OptionValue(ExpertsOptions.PairwiseSynergy.Name, turn is 1 or 3)),
            new OptionValue(ExpertsOptions.PairwiseRedundancy.Name, turn is 2 or 3));
    }

    private ModelSpecification Repair(ModelSpecification specification, List<string> names)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Finding? error = RuleTable.Check(specification).FirstOrDefault(finding => finding.Rule.Severity == RuleSeverity.Error);
            if (error is null)
            {
                return specification;
            }

            specification = Repair(specification, error.Path, names, attempt / names.Count);
        }

        throw new InvalidOperationException(
            $"No valid specification was found for {specification.Declaration.Name}: {string.Join(" ", RuleTable.Check(specification).Select(finding => finding.Message))}");
    }

    private ModelSpecification Repair(ModelSpecification specification, SpecificationPath path, List<string> names, int attempt) => path.Section switch
    {
        Section.Task => specification with { Tasks = One(Draw(specification.Task!.Definition, names)) },
        Section.Fusion => specification with { Fusions = One(attempt > 60 ? Component.WithDefaults(ConcatFusionOptions.Definition) : Draw(specification.Fusion!.Definition, names)) },
        Section.Modality or Section.Encoder => specification with
        {
            Modalities = specification.Modalities
                .Select((modality, index) => index == path.Modality ? Redraw(modality, attempt) : modality)
                .ToEquatableArray(),
        },
        Section.Experts => specification with { Experts = WithPairs(Draw(ExpertsOptions.Definition, names), names) },
        Section.Missing => specification with { Missing = Draw(MissingOptions.Definition, names) },
        Section.Reweighting => specification with { Reweighting = Draw(ReweightingOptions.Definition, names) },
        _ => specification with { Training = Draw(TrainingOptions.Definition, names) },
    };

    // After some attempts another encoder, because this one may not go with the fusion.
    private ModalitySpecification Redraw(ModalitySpecification modality, int attempt) => attempt switch
    {
        < 12 => Modality(modality.Name, (EncoderDefinition)modality.Encoders[0].Definition, attempt),
        < 40 => Modality(modality.Name, Encoder(), attempt % 12),
        _ => Modality(modality.Name, LinearEncoderOptions.Definition),
    };

    private static EquatableArray<T> One<T>(T item)
        where T : IEquatable<T> => new([item]);
}

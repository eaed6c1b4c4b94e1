using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Proof.Cases;

/// <summary>Single changes of a valid specification that may break a rule, as a user would by mistake.</summary>
internal sealed class Mutations
{
    private readonly Draw _draw;
    private readonly ValueDraw _values;
    private readonly ValidSpecifications _valid;
    private readonly IReadOnlyList<Func<ModelSpecification, ModelSpecification>> _changes;

    public Mutations(Draw draw)
    {
        _draw = draw;
        _values = new ValueDraw(draw);
        _valid = new ValidSpecifications(draw);
        _changes =
        [
            ForbidOption, ForbidOption, ForbidOption, AllowOption, AllowOption, LeaveOptionOut,
            ChangeClass, ChangeModality, ChangeModality, ChangeModality, CountModalities, ChangeParts, ChangeExperts, ChangeShape,
        ];
    }

    /// <summary>The specification with one change.</summary>
    public ModelSpecification Change(ModelSpecification specification) => _draw.Any(_changes)(specification);

    private ModelSpecification ForbidOption(ModelSpecification specification) =>
        ChangeOption(specification, (_, option) => _values.Forbidden(option));

    // In range by itself, and perhaps wrong beside the others.
    private ModelSpecification AllowOption(ModelSpecification specification) =>
        ChangeOption(specification, (_, option) => _values.Allowed(option, Names(specification)));

    private ModelSpecification LeaveOptionOut(ModelSpecification specification)
    {
        (Component Component, SpecificationPath Path)[] given = [.. specification.Components.Where(place => place.Component.Given.Count > 0)];
        if (given.Length == 0)
        {
            return specification;
        }

        (Component component, SpecificationPath path) = _draw.Any(given);
        string left = _draw.Any(component.Given).Option;
        return Parts.Replace(specification, path, component with { Given = component.Given.Where(value => value.Option != left).ToEquatableArray() });
    }

    private ModelSpecification ChangeOption(ModelSpecification specification, Func<Component, Option, OptionValue?> draw)
    {
        (Component Component, SpecificationPath Path)[] places = [.. specification.Components.Where(place => place.Component.Definition.Options.Count > 0)];
        (Component component, SpecificationPath path) = _draw.Any(places);
        Option option = _draw.Any(component.Definition.Options);
        return draw(component, option) is { } value
            ? Parts.Replace(specification, path, Parts.With(component, value))
            : specification;
    }

    private ModelSpecification ChangeClass(ModelSpecification specification)
    {
        Declaration declaration = specification.Declaration;
        return specification with
        {
            Declaration = _draw.Integer(0, 10) switch
            {
                0 => declaration with { IsPartial = false },
                1 => declaration with { IsStatic = true },
                2 => declaration with { IsAbstract = true },
                3 => declaration with { IsGeneric = true },
                4 => declaration with { IsNested = true },
                5 => declaration with { IsRecord = true },
                6 => declaration with { IsFileLocal = true },
                7 => declaration with { Constructor = _draw.Any(Enum.GetValues<ConstructorClash>()) },
                8 => declaration with { ClashingMembers = new[] { _draw.Any(ReservedNames.GeneratedMembers.ToArray()) }.ToEquatableArray() },
                _ => declaration with { BaseClass = "Exception" },
            },
        };
    }

    private ModelSpecification ChangeModality(ModelSpecification specification)
    {
        if (specification.Modalities.Count == 0)
        {
            return specification;
        }

        int index = _draw.Integer(0, specification.Modalities.Count);
        ModalitySpecification modality = specification.Modalities[index];
        string other = specification.Modalities[(index + 1) % specification.Modalities.Count].Name;
        ModalitySpecification changed = _draw.Integer(0, 8) switch
        {
            0 => modality with { Encoders = default },
            1 => modality with { Encoders = modality.Encoders.Append(_valid.Draw(OtherEncoder(modality), [])).ToEquatableArray() },
            2 => modality with { Encoders = new[] { _valid.Draw(OtherEncoder(modality), []) }.ToEquatableArray() },
            3 => modality with { Name = other },
            4 => modality with { Name = other.ToUpperInvariant() },
            5 => modality with { Name = _draw.Any(ReservedNames.All.Concat(ReservedNames.OfModules).ToArray()) },
            6 => modality with { Name = specification.Declaration.Name },
            _ => modality with { IsPartialProperty = false },
        };
        return Parts.Replace(specification, index, changed);
    }

    private ModelSpecification CountModalities(ModelSpecification specification)
    {
        int count = _draw.Any([0, 1, 9, 10]);
        return specification with
        {
            Modalities = Enumerable.Range(0, count)
                .Select(index => index < specification.Modalities.Count ? specification.Modalities[index] : _valid.Modality($"More{index}", LinearEncoderOptions.Definition))
                .ToEquatableArray(),
        };
    }

    private ModelSpecification ChangeParts(ModelSpecification specification) => _draw.Integer(0, 6) switch
    {
        0 => specification with { Tasks = default },
        1 => specification with { Tasks = Second(specification.Tasks, OptionCatalogue.Tasks, specification) },
        2 => specification with { Fusions = default },
        3 => specification with { Fusions = Second(specification.Fusions, OptionCatalogue.Fusions, specification) },
        4 => specification with { Fusions = Second(default, OptionCatalogue.Fusions, specification) },
        _ => specification with { Tasks = Second(default, OptionCatalogue.Tasks, specification) },
    };

    private ModelSpecification ChangeExperts(ModelSpecification specification)
    {
        Component experts = specification.Experts;
        OptionValue[] off =
        [
            new(ExpertsOptions.Uniqueness.Name, false),
            new(ExpertsOptions.Synergy.Name, false),
            new(ExpertsOptions.Redundancy.Name, false),
        ];
        OptionValue Named(params string[] names) => new(ExpertsOptions.UniquenessOf.Name, names.ToEquatableArray());
        return specification with
        {
            Experts = _draw.Integer(0, 3) switch
            {
                0 => Parts.Without(off.Aggregate(experts, Parts.With), ExpertsOptions.UniquenessOf),
                1 => Parts.With(experts, Named([.. Names(specification).Take(1), "Nobody"])),
                _ => Parts.With(Parts.With(experts, off[0]), Named([.. Names(specification).Take(1)])),
            },
        };
    }

    private ModelSpecification ChangeShape(ModelSpecification specification)
    {
        if (specification.Modalities.Count == 0)
        {
            return specification;
        }

        int index = _draw.Integer(0, specification.Modalities.Count);
        ModalitySpecification modality = specification.Modalities[index];
        EquatableArray<int> shape = EmbeddingShape.Input(modality);
        OptionValue features = new(ModalityOptions.Features.Name, 1 + _draw.Integer(0, 9));
        OptionValue Shape(IEnumerable<int> sizes) => new(ModalityOptions.Shape.Name, sizes.ToEquatableArray());
        OptionValue[] given = _draw.Integer(0, 4) switch
        {
            0 => [],
            1 => [features, Shape(shape)],
            2 => [Shape(shape.Append(2))],
            _ => [Shape(shape.Select(size => Math.Max(1, size / 4)))],
        };
        return Parts.Replace(specification, index, modality with { Options = new(ModalityOptions.Definition, given.ToEquatableArray()) });
    }

    private EquatableArray<Component> Second(EquatableArray<Component> first, IReadOnlyList<ComponentDefinition> definitions, ModelSpecification specification)
    {
        ComponentDefinition other = _draw.Any(definitions.Except(first.Select(component => component.Definition)).ToArray());
        return first.Append(_valid.Draw(other, Names(specification))).ToEquatableArray();
    }

    private EncoderDefinition OtherEncoder(ModalitySpecification modality) =>
        _draw.Any(OptionCatalogue.Encoders.Except(modality.Encoders.Select(encoder => (EncoderDefinition)encoder.Definition)).ToArray());

    private static string[] Names(ModelSpecification specification) => [.. specification.Modalities.Select(modality => modality.Name)];
}

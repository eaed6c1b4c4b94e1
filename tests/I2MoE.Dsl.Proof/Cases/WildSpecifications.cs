using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Proof.Cases;

/// <summary>Draws specifications in which anything is missing, too much or out of range.</summary>
internal sealed class WildSpecifications
{
    private static readonly string[] s_names = ["Image", "image", "Text", "Batch", "Synergy", "Labels", "Lab", "Notes", "Audio", "X", "Output", "ToString"];

    private readonly Draw _draw;
    private readonly ValueDraw _values;

    public WildSpecifications(Draw draw)
    {
        _draw = draw;
        _values = new ValueDraw(draw);
    }

    /// <summary>The next specification; its class is named after <paramref name="seed"/>.</summary>
    public ModelSpecification Next(int seed)
    {
        string[] names = [.. Enumerable.Range(0, _draw.Integer(0, 11)).Select(_ => _draw.Any(s_names))];
        return new ModelSpecification
        {
            Declaration = new Declaration
            {
                Name = $"Model{seed}",
                Namespace = "Wild",
                IsPartial = !_draw.Happens(0.1),
                IsStatic = _draw.Happens(0.05),
                IsAbstract = _draw.Happens(0.05),
                IsGeneric = _draw.Happens(0.05),
                IsNested = _draw.Happens(0.05),
                BaseClass = _draw.Happens(0.05) ? "Exception" : null,
            },
            Tasks = Several(OptionCatalogue.Tasks, names),
            Modalities = names.Select(name => NextModality(name, names)).ToEquatableArray(),
            Fusions = Several(OptionCatalogue.Fusions, names),
            Experts = Component(ExpertsOptions.Definition, names),
            Reweighting = Component(ReweightingOptions.Definition, names),
            Training = Component(TrainingOptions.Definition, names),
            Missing = Component(MissingOptions.Definition, names),
        };
    }

    private ModalitySpecification NextModality(string name, string[] names) => new()
    {
        Name = name,
        Options = Component(ModalityOptions.Definition, names),
        Encoders = Several(OptionCatalogue.Encoders, names),
        IsPartialProperty = !_draw.Happens(0.1),
    };

    // Attributes may not be repeated, so the components differ.
    private EquatableArray<Component> Several(IReadOnlyList<ComponentDefinition> definitions, string[] names) =>
        Enumerable.Range(0, _draw.Weighted([0, 1, 2], count => count == 1 ? 8 : 1))
            .Select(_ => _draw.Any(definitions))
            .Distinct()
            .Select(definition => Component(definition, names))
            .ToEquatableArray();

    private Component Component(ComponentDefinition definition, string[] names) => new(
        definition,
        definition.Options.Where(_ => _draw.Happens(0.6)).Select(option => _values.Wild(option, names)).OfType<OptionValue>().ToEquatableArray());
}

using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>What the rules about networks of linear layers share: with one layer there is no hidden one, so its options are not used.</summary>
internal static class HiddenLayers
{
    public const string NoEffectMessage =
        "‹{0} = {1}› has no effect in {2}, because ‹Layers = 1› leaves no hidden layer. Remove ‹{0}›, or give ‹Layers = 2› or more.";

    /// <summary>The options among <paramref name="unused"/> that a component of one layer is given. Zero is no finding: it asks for nothing.</summary>
    public static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUnused(
        ModelSpecification specification,
        ComponentDefinition definition,
        Option<int> layers,
        params Option[] unused)
    {
        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            if (component.Definition != definition || component.ValidInteger(layers) != 1)
            {
                continue;
            }

            foreach (Option option in unused.Where(option => component.IsGiven(option) && AsksForSomething(option, component.Get(option))))
            {
                string name = ComponentText.Describe(specification, component, path);
                yield return (path with { Option = option.Name }, [option.Name, OptionText.Value(component.Get(option)), name]);
            }
        }
    }

    private static bool AsksForSomething(Option option, object value) => value switch
    {
        int number => number != 0 && option.Allows(number),
        double number => number != 0 && option.Allows(number),
        _ => false,
    };
}

namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>A thing that a declaration can contain: a task, an encoder, a fusion, the experts and so on, with its options.</summary>
public class ComponentDefinition
{
    internal ComponentDefinition(Section section, string kind, string attributeName, string summary, params Option[] options)
    {
        Section = section;
        Kind = kind;
        AttributeName = attributeName;
        Summary = summary;
        Options = options;
    }

    internal ComponentDefinition(Section section, string kind, string summary, params Option[] options)
        : this(section, kind, attributeName: "", summary, options)
    {
    }

    /// <summary>The part of the declaration it belongs to.</summary>
    public Section Section { get; }

    /// <summary>Its name in YAML and messages, for example <c>transformer</c>.</summary>
    public string Kind { get; }

    /// <summary>The C# attribute without its suffix, for example <c>TransformerFusion</c>; empty in the data section, which only YAML has.</summary>
    public string AttributeName { get; }

    /// <summary>What it is, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>Its options, in the order in which they are documented.</summary>
    public IReadOnlyList<Option> Options { get; }

    /// <summary>The keys that it has in YAML: those of its options, and those of the mappings in which options stand together.</summary>
    public IReadOnlyList<string> YamlKeys => [.. Options.Select(option => option.Group ?? option.YamlName).Distinct()];

    /// <summary>The options that YAML has in the mapping <paramref name="group"/> within the component.</summary>
    public IReadOnlyList<Option> OptionsIn(string group) => [.. Options.Where(option => option.Group == group), .. Options.Where(option => option.AlsoIn == group)];

    /// <summary>The option called <paramref name="name"/> in C#, or null.</summary>
    public Option? FindOption(string name) => Options.FirstOrDefault(option => option.Name == name);
}

using System.Runtime.CompilerServices;
using I2MoE.Dsl.Generators.Declarations;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Yaml;

/// <summary>Finds the classes of the user's that experiments name.</summary>
internal static class YamlClasses
{
    private static readonly ConditionalWeakTable<YamlModel, Remembered> s_memory = new();

    /// <summary><paramref name="model"/> with what the compilation knows of its classes. It is asked for every keystroke, and remembers.</summary>
    public static YamlModel Resolve(YamlModel model, Compilation compilation)
    {
        if (s_memory.TryGetValue(model, out Remembered remembered) && remembered.Basis.Holds(compilation))
        {
            return remembered.Resolved;
        }

        var files = new HashSet<SyntaxTree>();
        YamlModel resolved = Resolve(model, compilation, files);

        // A class that is not there rests on no file, and may appear inside of any other class.
        if (resolved.UnknownClasses.Count == 0)
        {
            Remember(model, new Remembered(new ReadingBasis(ProjectOutline.Of(compilation), files), resolved));
        }

        return resolved;
    }

    private static void Remember(YamlModel model, Remembered remembered)
    {
        lock (s_memory)
        {
            s_memory.Remove(model);
            s_memory.Add(model, remembered);
        }
    }

    private static YamlModel Resolve(YamlModel model, Compilation compilation, HashSet<SyntaxTree> files)
    {
        List<SpecificationPath> unknown = [];
        ModelSpecification specification = model.Reading.Specification;
        ModelSpecification resolved = specification with
        {
            Modalities = specification.Modalities
                .Select((modality, index) => modality with
                {
                    Encoders = modality.Encoders.Select(encoder => Resolve(encoder, new SpecificationPath(Section.Encoder, index), compilation, unknown, files)).ToEquatableArray(),
                })
                .ToEquatableArray(),
            Fusions = specification.Fusions.Select(fusion => Resolve(fusion, new SpecificationPath(Section.Fusion), compilation, unknown, files)).ToEquatableArray(),
        };
        return model with { Reading = model.Reading with { Specification = resolved }, UnknownClasses = unknown.ToEquatableArray() };
    }

    private static Component Resolve(Component component, SpecificationPath path, Compilation compilation, List<SpecificationPath> unknown, HashSet<SyntaxTree> files)
    {
        List<OptionValue> values = [];
        foreach (OptionValue value in component.Given)
        {
            if (component.Definition.FindOption(value.Option) is { Type: OptionType.TypeName } option && value.Value is string name)
            {
                INamedTypeSymbol? type = Find(compilation, name.Replace("global::", ""));
                if (type is null)
                {
                    unknown.Add(path with { Option = option.Name });
                }
                else
                {
                    files.UnionWith(ReadingBasis.FilesOf(type));
                }

                values.Add(type is null ? value : CustomTypeReader.Read(option, type, compilation.Assembly));
            }
            else
            {
                values.Add(value);
            }
        }

        return component with { Given = values.ToEquatableArray() };
    }

    // The last points may separate nested types, which metadata writes with a plus.
    private static INamedTypeSymbol? Find(Compilation compilation, string name)
    {
        for (string metadataName = name; ;)
        {
            if (compilation.GetTypeByMetadataName(metadataName) is { } type)
            {
                return type;
            }

            int point = metadataName.LastIndexOf('.');
            if (point < 0)
            {
                return null;
            }

            metadataName = metadataName.Substring(0, point) + "+" + metadataName.Substring(point + 1);
        }
    }

    private sealed class Remembered(ReadingBasis basis, YamlModel resolved)
    {
        public ReadingBasis Basis { get; } = basis;

        public YamlModel Resolved { get; } = resolved;
    }
}

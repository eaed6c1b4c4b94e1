using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Remedies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Makes the edits of a remedy in the attributes of a class, as changes of text that leave everything else as it is written.</summary>
internal sealed class DeclarationEditor(ModelClass model)
{
    private readonly Dictionary<AttributeSyntax, AttributeArguments> _arguments = [];
    private readonly HashSet<AttributeSyntax> _removed = [];
    private readonly TextEdits _edits = new();

    /// <summary>The solution after <paramref name="remedy"/>.</summary>
    public static Task<Solution> ApplyAsync(Solution solution, ModelClass model, Remedy remedy, CancellationToken cancellationToken)
    {
        var editor = new DeclarationEditor(model);
        foreach (Edit edit in remedy.Edits)
        {
            editor.Apply(edit);
        }

        editor.Finish();
        return editor._edits.ApplyAsync(solution, cancellationToken);
    }

    private void Apply(Edit edit)
    {
        switch (edit)
        {
            case Edit.SetOption set when model.Locations.FindAttribute(set.Path) is { } attribute:
                ArgumentsOf(attribute).Set(set.Path.Option!, Literal.Of(OptionAt(set.Path, attribute), set.Value));
                break;
            case Edit.SetOption set:
                Add(set.Path, Component.WithDefaults(DefinitionOf(set.Path.Section)) with { Given = new[] { new OptionValue(set.Path.Option!, set.Value) }.ToEquatableArray() });
                break;
            case Edit.SetElement set when model.Locations.FindAttribute(set.Path) is { } attribute:
                ArgumentsOf(attribute).SetElement(set.Path.Option!, set.Index, set.Value is null ? null : Literal.OfElement(set.Value));
                break;
            case Edit.RemoveOption remove when model.Locations.FindAttribute(remove.Path) is { } attribute:
                ArgumentsOf(attribute).Remove(remove.Path.Option!);
                break;
            case Edit.AddComponent add:
                Add(add.Path, add.Component);
                break;
            case Edit.RemoveComponent remove when model.Locations.FindAttribute(remove.Path) is { } attribute:
                _removed.Add(attribute);
                break;
            case Edit.ReplaceComponent replace when model.Locations.FindAttribute(replace.Path) is { } attribute:
                _edits.Replace(attribute, attribute.Span, Literal.Of(replace.Component));
                break;
            case Edit.RenameModality rename:
                Rename((IPropertySymbol)model.Locations.FindOwner(new SpecificationPath(Section.Modality, rename.Modality)), rename.Name);
                break;
        }
    }

    private void Finish()
    {
        foreach (KeyValuePair<AttributeSyntax, AttributeArguments> changed in _arguments)
        {
            changed.Value.WriteTo(_edits);
        }

        foreach (IGrouping<AttributeListSyntax, AttributeSyntax> removed in _removed.GroupBy(attribute => (AttributeListSyntax)attribute.Parent!))
        {
            AttributeListSyntax list = removed.Key;
            if (removed.Count() == list.Attributes.Count)
            {
                _edits.RemoveLine(list);
                continue;
            }

            IEnumerable<AttributeSyntax> kept = list.Attributes.Where(attribute => !_removed.Contains(attribute));
            TextSpan all = TextSpan.FromBounds(list.Attributes.First().SpanStart, list.Attributes.Last().Span.End);
            _edits.Replace(list, all, string.Join(", ", kept.Select(attribute => attribute.ToString())));
        }
    }

    private void Add(SpecificationPath path, Component component)
    {
        string text = Literal.Of(component);
        if (path.Modality < 0)
        {
            if (model.Locations.FindDeclaration() is { } declaration)
            {
                _edits.AddLineAfter(declaration.AttributeLists.Last(), $"[{text}]");
            }
        }
        else if (model.Locations.FindAttribute(path with { Section = Section.Modality, Occurrence = 0, Option = null }) is { } modality)
        {
            _edits.Insert(modality, modality.Span.End, ", " + text);
        }
        else if (model.Locations.FindOwner(path).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax property)
        {
            _edits.AddLineBefore(property, $"[{text}]");
        }
    }

    private void Rename(IPropertySymbol property, string name)
    {
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is PropertyDeclarationSyntax syntax)
            {
                _edits.Replace(syntax, syntax.Identifier.Span, name);
            }
        }

        // Attributes name a modality with nameof. Where another modality has the name, that one is meant.
        if (model.Specification.Modalities.Count(modality => modality.Name == property.Name) == 1 && model.Locations.FindDeclaration() is { } declaration)
        {
            IEnumerable<IdentifierNameSyntax> names = declaration.AttributeLists
                .SelectMany(list => list.DescendantNodes().OfType<IdentifierNameSyntax>())
                .Where(identifier => identifier.Identifier.ValueText == property.Name && identifier.Parent is ArgumentSyntax);
            foreach (IdentifierNameSyntax identifier in names)
            {
                _edits.Replace(identifier, identifier.Span, name);
            }
        }
    }

    private AttributeArguments ArgumentsOf(AttributeSyntax attribute)
    {
        if (!_arguments.TryGetValue(attribute, out AttributeArguments arguments))
        {
            _arguments.Add(attribute, arguments = new AttributeArguments(attribute));
        }

        return arguments;
    }

    private Option OptionAt(SpecificationPath path, AttributeSyntax attribute)
    {
        Component? component = model.Specification.Components.FirstOrDefault(place => place.Path == path with { Option = null }).Component;
        return component?.Definition.FindOption(path.Option!) ?? throw new InvalidOperationException($"{attribute.Name} has no option {path.Option}.");
    }

    private static ComponentDefinition DefinitionOf(Section section) => OptionCatalogue.All.First(definition => definition.Section == section);
}

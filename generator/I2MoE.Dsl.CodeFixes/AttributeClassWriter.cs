using System.Text;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.CodeFixes;

/// <summary>Writes a specification as a class with attributes.</summary>
internal static class AttributeClassWriter
{
    /// <summary>A source file that declares <paramref name="specification"/>; what is not given is not written.</summary>
    public static string Write(ModelSpecification specification)
    {
        Declaration declaration = specification.Declaration;
        StringBuilder code = new("using I2MoE.Dsl;\n\n");
        if (declaration.Namespace.Length > 0)
        {
            code.Append("namespace ").Append(string.Join(".", declaration.Namespace.Split('.').Select(Literal.Identifier))).Append(";\n\n");
        }

        code.Append("[I2MoEModel]\n");
        foreach (Component component in specification.Tasks.Concat(specification.Fusions))
        {
            code.Append('[').Append(Literal.Of(component)).Append("]\n");
        }

        foreach (Component component in new[] { specification.Experts, specification.Reweighting, specification.Missing, specification.Training }.Where(component => component.Given.Count > 0))
        {
            code.Append('[').Append(Literal.Of(component)).Append("]\n");
        }

        code.Append(declaration.Accessibility).Append(" partial class ").Append(Literal.Identifier(declaration.Name)).Append("\n{\n");
        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification modality = specification.Modalities[i];
            string attributes = string.Join(", ", modality.Encoders.Prepend(modality.Options).Select(Literal.Of));
            code.Append(i == 0 ? "" : "\n").Append("    [").Append(attributes).Append("]\n");
            code.Append("    public partial Modality ").Append(Literal.Identifier(modality.Name)).Append(" { get; }\n");
        }

        return code.Append("}\n").ToString();
    }
}

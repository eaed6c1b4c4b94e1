using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>What the generator keeps between runs holds no compilation: a symbol, a syntax node or a position would keep it alive or never be equal.</summary>
public sealed class ModelGraphTests
{
    private static readonly Type[] s_forbidden =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(Location), typeof(SourceText), typeof(AttributeData), typeof(TextSpan), typeof(SyntaxReference)];

    [Theory]
    [InlineData(ModelGenerator.ReadStep)]
    [InlineData(ModelGenerator.NameStep)]
    [InlineData(ModelGenerator.EmitStep)]
    public void A_step_keeps_values_only(string step)
    {
        Project project = Project.Of(Sources.BreastCancer, Sources.Concat);
        object[] values = [.. project.Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value)];

        Assert.Equal(2, values.Length);
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Assert.All(values, value => Visit(value, step, visited));
        Assert.True(visited.Count > values.Length);
    }

    private static void Visit(object? value, string path, HashSet<object> visited)
    {
        if (value is null or string or Type or Delegate || value.GetType().IsPrimitive || value.GetType().IsEnum || !visited.Add(value))
        {
            return;
        }

        Assert.False(s_forbidden.Any(type => type.IsInstanceOfType(value)), $"{path} is a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Visit(item, path + "[]", visited);
            }
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Visit(field.GetValue(value), $"{path}.{field.Name}", visited);
        }
    }
}

namespace I2MoE.Dsl.Specification.Remedies;

/// <summary>A way to mend what a rule found.</summary>
/// <param name="Title">What it does, for example <c>Give Heads = 4</c>.</param>
/// <param name="Edits">The changes, to be made together.</param>
public sealed record Remedy(string Title, EquatableArray<Edit> Edits)
{
    internal static Remedy Of(string title, params Edit[] edits) => new(title, edits.ToEquatableArray());

    /// <summary>The specification after all changes.</summary>
    public ModelSpecification Apply(ModelSpecification specification) => Edits.Aggregate(specification, (changed, edit) => edit.Apply(changed));
}

using System.Globalization;
using System.IO.Hashing;
using System.Text;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Says all that the values of a source depend on beside its files, so that the same words mean the same values.</summary>
internal static class SourceDescription
{
    /// <summary>The description.</summary>
    /// <param name="model">The model that the data are for.</param>
    /// <param name="data">The data section, with full paths.</param>
    /// <param name="fitted">What a run fixed about its data; null before the first training.</param>
    /// <param name="labelsAreOptional">Whether data without labels will do.</param>
    public static string Of(ModelDescription model, DataSpecification data, Preprocessing? fitted, bool labelsAreOptional)
    {
        StringBuilder text = new();
        text.Append(FormattableString.Invariant($"{model.Task} of {model.Outputs}, labels {(labelsAreOptional ? "optional" : "required")}"));
        Append(text, "", data.Source);
        foreach (JoinedSource joined in data.Sources)
        {
            Append(text, FormattableString.Invariant($"{joined.Modality} joined ({data.Options.Get(DataOptions.Join)}): "), joined.Source);
        }

        text.Append('\n').AppendJoin('\n', model.Modalities.Select(modality => $"{modality.Name} {modality.BatchShape}{(modality.Vocabulary is null ? "" : " of tokens")}"));
        text.Append('\n').AppendJoin('\n', data.Modalities.Select(stated => $"{stated.Modality}{(stated.IsImage ? " of images" : "")}: {Text(stated.Names)}{string.Concat(stated.Categories.Select(category => $", category {category.Column}: {Text(category.Levels)}"))}{(stated.Length.Length > 0 ? $", as long as {stated.Length}" : "")}"));
        foreach (ModalityData stated in data.Modalities.Where(stated => stated.IsText))
        {
            Append(text, $"text of {stated.Modality}: ", stated.Tokenizer!);
        }

        foreach (ModalityData stated in data.Modalities.Where(stated => stated.Network is not null))
        {
            Append(text, $"network of {stated.Modality}: ", stated.Network!);
        }

        if (fitted is not null)
        {
            text.Append("\nclasses ").AppendJoin('\t', fitted.ClassNames ?? []);
            foreach ((string modality, IReadOnlyList<string> names) in fitted.FeatureNames.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append('\n').Append(modality).Append(": ").AppendJoin('\t', names);
            }

            foreach ((string modality, IReadOnlyList<string> levels) in fitted.UnseenLevels.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append("\nunseen of ").Append(modality).Append(": ").AppendJoin('\t', levels);
            }

            foreach ((string modality, TextCoding coding) in fitted.Texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append("\nwords of ").Append(modality).Append(": ").AppendJoin('\t', coding.Words ?? []);
                text.AppendJoin(", ", (coding.Files ?? []).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => Convert.ToHexStringLower(XxHash64.Hash(file.Value))));
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string what, Component source)
    {
        text.Append('\n').Append(what).Append(source.Definition.Kind);
        foreach (Option option in source.Definition.Options)
        {
            text.Append(FormattableString.Invariant($", {option.Name} = {Text(source.Get(option))}"));
        }
    }

    private static string Text(object value) => value switch
    {
        EquatableArray<string> texts => string.Join('\t', texts),
        EquatableArray<int> numbers => string.Join('\t', numbers),
        EquatableArray<double> numbers => string.Join('\t', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
        _ => FormattableString.Invariant($"{value}"),
    };
}

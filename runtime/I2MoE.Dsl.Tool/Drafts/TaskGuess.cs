using System.Globalization;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Guesses a task from the values that are predicted.</summary>
internal static class TaskGuess
{
    // More different whole numbers are a number to predict rather than classes.
    private const int MostNumberedClasses = 10;
    private const int MostClasses = 1000;
    private const int ShownClasses = 8;

    // What columns of times to an event are called.
    private static readonly string[] s_times = ["time", "days", "weeks", "months", "years", "survival", "duration", "follow"];

    /// <summary>The task of a column or an array of one value for each sample.</summary>
    /// <param name="what">What it is called in messages: <c>the column 'diagnosis'</c>.</param>
    /// <param name="counts">The different values with their counts.</param>
    /// <param name="areNumbers">Whether every value is a number, and no truth value.</param>
    /// <param name="areReal">Whether the values are stored as numbers with decimals; null where a file does not say.</param>
    /// <param name="label">The option that names a class, such as <c>label: diagnosis</c>.</param>
    /// <param name="target">The option that names a number.</param>
    /// <exception cref="ExperimentException">Nothing can be learned of it.</exception>
    public static DraftTask Of(string what, IReadOnlyDictionary<string, int> counts, bool areNumbers, bool? areReal, string label, string target)
    {
        LabelValue[] values = [.. counts.Keys.Select(LabelValue.Parse).Distinct()];
        if (values.Length < 2)
        {
            throw new ExperimentException($"There is nothing to learn: {what} has only the value '{ShownText.Of(values[0].Text)}'.");
        }

        int samples = counts.Values.Sum();
        bool isNumber = areNumbers && (areReal ?? (values.Length > MostNumberedClasses || values.Any(value => value.Number is { } number && decimal.Truncate(number) != number)));
        if (isNumber)
        {
            decimal[] numbers = [.. values.Select(value => value.Number ?? 0)];
            string orCount = Array.TrueForAll(numbers, number => number >= 0 && decimal.Truncate(number) == number) ? " If it says how many, say task: count." : "";
            string orTime = numbers.Min() >= 0 && s_times.Any(word => what.Contains(word, StringComparison.OrdinalIgnoreCase))
                ? " If it says when something happened, and another column whether it has happened then or comes later, say task: survival, target and event."
                : "";
            return new DraftTask("regression", target,
                [string.Create(CultureInfo.InvariantCulture, $"{Capital(what)} has {values.Length} different numbers, {numbers.Min()} to {numbers.Max()}: a number is predicted. For classes, say task: classification and label.{orCount}{orTime}")]);
        }

        if (values.Length > MostClasses || (values.Length > samples / 2 && samples > 4))
        {
            throw new ExperimentException(string.Create(CultureInfo.InvariantCulture,
                $"{Capital(what)} has {values.Length} different values in {samples} rows, so that it says no class; name the column of the class or the number with --target."));
        }

        Dictionary<LabelValue, int> sizes = counts.GroupBy(pair => LabelValue.Parse(pair.Key)).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        LabelValue[] order = [.. values.Order()];
        bool areCounted = order.Index().All(value => value.Item.Number == value.Index) || order.All(value => value.Flag is not null);
        string names = areCounted ? "" : $", class_names: {YamlWriter.Of(order.Select(value => value.Text).ToEquatableArray())}";
        return new DraftTask(string.Create(CultureInfo.InvariantCulture, $"{{ kind: classification, classes: {order.Length} }}"), label + names, [.. Comments(what, order, sizes, samples, areNumbers && areReal is null)]);
    }

    private static IEnumerable<string> Comments(string what, LabelValue[] order, Dictionary<LabelValue, int> sizes, int samples, bool areNumbers)
    {
        string shown = string.Join(", ", order.Take(ShownClasses).Select(value =>
            string.Create(CultureInfo.InvariantCulture, $"{ShownText.Of(value.Text)} {sizes[value]} ({100.0 * sizes[value] / samples:0.#} %)")));
        string more = order.Length > ShownClasses ? string.Create(CultureInfo.InvariantCulture, $" and {order.Length - ShownClasses} more") : "";
        yield return string.Create(CultureInfo.InvariantCulture, $"{Capital(what)} has {order.Length} classes: {shown}{more}.{Otherwise(order.Length, areNumbers)}");
        int least = sizes.Values.Min();
        if (sizes.Values.Max() >= 4 * least)
        {
            yield return "The classes are of very different sizes: see balanced accuracy and macro F1 beside the accuracy, or give the task class_weights: balanced.";
        }

        if (least < 10)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The smallest class has {least} samples, too few to judge it by.");
        }

        if (LabelValue.FindSimilar(order.Select(value => value.Text)) is { } similar)
        {
            yield return $"'{ShownText.Of(similar.First)}' and '{ShownText.Of(similar.Second)}' differ only in case, blanks or unseen signs; if one class is meant, mend the data.";
        }
    }

    private static string Otherwise(int classes, bool areNumbers) => classes <= 2 ? ""
        : areNumbers ? " If they are grades, say kind: ordinal; if they are numbers, task: regression and target."
        : " If one is above the other, say kind: ordinal and give class_names from the lowest.";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

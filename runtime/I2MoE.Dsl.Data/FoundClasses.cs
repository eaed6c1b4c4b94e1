using System.Globalization;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>Classes without stated names: those of the labels that occur. Texts and truth values name their classes; whole numbers are the classes, counted from 0.</summary>
/// <param name="labels">The different labels with the first row of each, in the order of the rows.</param>
/// <param name="count">The number of classes, where it is known; otherwise null.</param>
/// <param name="rowWord">What the place of a row is called.</param>
/// <param name="problem">Makes an exception for a row.</param>
internal sealed class FoundClasses(IReadOnlyList<(LabelValue Value, long Row)> labels, int? count, string rowWord, Func<string, long, DatasetException> problem)
{
    private const string NameThem = "name the classes as they stand there, in their order: ";

    /// <summary>The class of each label, and the names of the classes where they have names.</summary>
    /// <exception cref="DatasetException">The labels are neither names nor classes counted from 0.</exception>
    public (int[] Classes, IReadOnlyList<string>? Names) Resolve()
    {
        bool hasNumber = labels.Any(label => label.Value.Number is not null);
        if (!hasNumber && labels.All(label => label.Value.Flag is not null))
        {
            return ([.. labels.Select(label => label.Value.Flag!.Value ? 1 : 0)], [bool.FalseString, bool.TrueString]);
        }

        if (!hasNumber)
        {
            string[] names = [.. labels.Select(label => label.Value.Text).Distinct().Order(StringComparer.Ordinal)];
            return ([.. labels.Select(label => Array.BinarySearch(names, label.Value.Text, StringComparer.Ordinal))], names);
        }

        RefuseTextAmongNumbers();
        RefuseOtherNumbers();
        return ([.. labels.Select(label => (int)label.Value.AsNumber!.Value)], null);
    }

    private void RefuseTextAmongNumbers()
    {
        // A truth value is 0 or 1 among these, and a text among other numbers.
        bool isBinary = labels.All(label => label.Value.Number is null or 0 or 1);
        foreach ((LabelValue value, long row) in labels.Where(label => label.Value.Number is null && !(isBinary && label.Value.Flag is not null)))
        {
            (LabelValue number, long numberRow) = labels.First(label => label.Value.Number is not null);
            throw problem(
                $"'{ShownText.Of(value.Text)}' is not a whole number, but {rowWord} {numberRow} has one ({number}); use either names of classes or whole numbers from 0, or {NameThem}{ListOfNames()}.", row);
        }
    }

    private void RefuseOtherNumbers()
    {
        decimal[] numbers = [.. labels.Select(label => label.Value.AsNumber!.Value)];
        if (Array.FindIndex(numbers, number => number != decimal.Truncate(number)) is >= 0 and int broken)
        {
            throw problem($"'{labels[broken].Value.Text}' is not a whole number, and classes without names are whole numbers from 0; to predict the number itself, read it as the target; otherwise {NameThem}{ListOfNames()}.", labels[broken].Row);
        }

        if (Array.FindIndex(numbers, number => number < 0) is >= 0 and int negative)
        {
            throw problem($"the class {labels[negative].Value} is negative; classes count from 0, so {NameThem}{ListOfNames()}.", labels[negative].Row);
        }

        if (numbers.Min() > 0 && (count is null || numbers.Max() >= count))
        {
            throw problem($"the labels begin at {numbers.Min().ToString(CultureInfo.InvariantCulture)}, but classes without names count from 0; {NameThem}{ListOfNames()}.", labels[Array.IndexOf(numbers, numbers.Min())].Row);
        }

        if (Array.FindIndex(numbers, number => number > int.MaxValue) is >= 0 and int large)
        {
            throw problem($"the class {labels[large].Value} is too large to count classes from 0; {NameThem}{ListOfNames()}.", labels[large].Row);
        }
    }

    // As it is written in an experiment file; in C# it is the property ClassNames.
    private string ListOfNames()
    {
        const int Shown = 8;
        string[] names = [.. labels.Select(label => label.Value).Distinct().Order().Select(value => $"\"{ShownText.Of(value.ToString())}\"")];
        return $"class_names: [{string.Join(", ", names.Take(Shown))}{(names.Length > Shown ? ", …" : "")}]";
    }
}

using System.Globalization;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Proof.Cases;

/// <summary>Draws values of options by what the catalogue says of them: type, range, choices. Sizes are small, so that a training step takes milliseconds.</summary>
internal sealed class ValueDraw(Draw draw)
{
    // A default above this is a size that costs time; it is left in place only now and then.
    private const int CheapDefault = 8;

    private static readonly int[] s_steps = [0, 0, 1, 1, 2, 2, 3, 4, 5, 7, 11];

    private static readonly int[] s_wildIntegers = [int.MinValue, -7, -1, 0, 1, 2, 3, 4, 6, 9, 64, 1000];

    private static readonly double[] s_wildNumbers =
        [double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.MaxValue, double.Epsilon, -1, 0, 1e-30, 0.1, 0.5, 1, 50, 1e30];

    /// <summary>The greatest size above the least that is drawn; models of many modalities have less.</summary>
    public int Reach { get; set; } = 8;

    /// <summary>A component with some of its options given, all within their ranges; experts of pairs are for who knows the number of modalities.</summary>
    public Component Component(ComponentDefinition definition, IReadOnlyList<string> modalities) => new(
        definition,
        definition.Options
            .Where(option => option != ExpertsOptions.PairwiseSynergy && option != ExpertsOptions.PairwiseRedundancy)
            .Where(option => draw.Happens(IsCostly(definition, option) ? 0.995 : 0.5) || option.RequiredType is not null)
            .Select(option => Allowed(option, modalities))
            .OfType<OptionValue>()
            .ToEquatableArray());

    /// <summary>A value within the range of <paramref name="option"/>; null where there is none to give.</summary>
    public OptionValue? Allowed(Option option, IReadOnlyList<string> modalities) => option.Type switch
    {
        OptionType.Integer => new(option.Name, Integer(option)),
        OptionType.Number => new(option.Name, Number(option)),
        OptionType.Flag => new(option.Name, draw.Happens(0.5)),
        OptionType.Choice => new(option.Name, Convert.ToInt32(draw.Any(Enum.GetValues(option.EnumType!).Cast<object>().ToArray()), CultureInfo.InvariantCulture)),
        OptionType.IntegerList => new(option.Name, Draw.Several(draw.Integer(1, 4), () => Integer(option))),
        OptionType.NumberList => new(option.Name, Draw.Several(draw.Integer(1, 6), () => Number(option))),
        OptionType.NameList => new(option.Name, draw.Some(modalities, 0.6)),
        OptionType.Text => new(option.Name, draw.Any((string[])["http://localhost:5000", "https://mlflow.example.org/team"])),
        OptionType.TypeName => OwnTypes.Fitting(option) is { } type ? new(option.Name, type.FullName, type) : null,
        _ => null,
    };

    /// <summary>A value outside the range of <paramref name="option"/>: below, above, not finite, no member, a class that does not fit; null where every value is allowed.</summary>
    public OptionValue? Forbidden(Option option)
    {
        switch (option.Type)
        {
            case OptionType.Choice:
                return new(option.Name, draw.Any([-1, 99]));
            case OptionType.TypeName:
                return draw.Any(OwnTypes.Unfit(option)) is { } type ? new OptionValue(option.Name, type.FullName, type) : null;
            case OptionType.Text:
                return new(option.Name, draw.Any((string[])["localhost:5000", "runs/mlflow", "http://"]));
            case OptionType.Flag or OptionType.NameList:
                return null;
        }

        bool isWhole = option.Type is OptionType.Integer or OptionType.IntegerList;
        double[] outside =
        [
            .. new[] { option.Minimum - 1, option.Minimum - 1000, option.MinimumIsExclusive ? option.Minimum : double.NaN, option.Maximum + 1, isWhole ? int.MinValue : option.Maximum * 100 }
                .Concat(isWhole ? [] : new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
                .Where(number => !option.Allows(number) && (!isWhole || (number >= int.MinValue && number <= int.MaxValue))),
        ];
        if (outside.Length == 0)
        {
            return null;
        }

        double chosen = draw.Any(outside);
        return option.Type switch
        {
            OptionType.Integer => new(option.Name, (int)chosen),
            OptionType.IntegerList => new(option.Name, new[] { 2, (int)chosen }.ToEquatableArray()),
            OptionType.NumberList => new(option.Name, new[] { 0.5, chosen }.ToEquatableArray()),
            _ => new(option.Name, chosen),
        };
    }

    /// <summary>Any value of the option's type.</summary>
    public OptionValue? Wild(Option option, IReadOnlyList<string> modalities) => option.Type switch
    {
        OptionType.Integer => new(option.Name, draw.Any(s_wildIntegers)),
        OptionType.Number => new(option.Name, draw.Any(s_wildNumbers)),
        OptionType.IntegerList => new(option.Name, Draw.Several(draw.Integer(0, 6), () => draw.Any(s_wildIntegers))),
        OptionType.NumberList => new(option.Name, Draw.Several(draw.Integer(0, 6), () => draw.Any(s_wildNumbers))),
        OptionType.NameList => new(option.Name, Draw.Several(draw.Integer(0, 4), () => draw.Any(modalities.Append("Nobody").ToArray()))),
        _ => draw.Happens(0.3) ? Forbidden(option) : Allowed(option, modalities),
    };

    private int Integer(Option option)
    {
        int least = (int)Math.Max(option.Minimum, int.MinValue);
        int size = least + Math.Min(draw.Any(s_steps), Reach);
        return (int)Math.Min(size, option.Maximum);
    }

    private double Number(Option option)
    {
        double least = option.Minimum;
        double greatest = option.Maximum;
        double[] candidates =
        [
            Convert.ToDouble(option.Type == OptionType.Number ? option.DefaultValue : 1.0, CultureInfo.InvariantCulture),
            least,
            greatest,
            double.IsInfinity(greatest) ? (draw.Happens(0.2) ? 1e30 : 100) : greatest * draw.Share(),
            Math.Pow(10, (draw.Share() * 5) - 4),
            Math.Pow(10, (draw.Share() * 2) - 2),
            draw.Happens(0.2) ? 1e-30 : 0.25,
            draw.Happens(0.2) ? double.Epsilon : 0.5,
        ];
        double[] allowed = [.. candidates.Where(option.Allows)];
        return draw.Any(allowed.Length > 0 ? allowed : [least]);
    }

    private static bool IsCostly(ComponentDefinition definition, Option option) => definition.Section != Section.Training && option.DefaultValue switch
    {
        int size => size > CheapDefault,
        EquatableArray<int> sizes => sizes.Any(size => size > CheapDefault),
        _ => false,
    };
}

using System.Globalization;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>What the cells of one column are, as far as it can be told without keeping them.</summary>
/// <param name="name">The name of the column.</param>
/// <param name="width">The number of values of a cell: 1, or the length of its list.</param>
internal sealed class ColumnProfile(string name, int width = 1)
{
    /// <summary>More different values are not kept, except where a name says that they are ids.</summary>
    private const int MostValues = 64;

    private static readonly string[] s_dates = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "dd.MM.yyyy", "MM/dd/yyyy", "dd/MM/yyyy", "yyyy/MM/dd"];
    private static readonly string[] s_pictures = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"];

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _values = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _targets = new(StringComparer.Ordinal);
    private HashSet<string>? _all = new(StringComparer.Ordinal);
    private bool _isRepeated;
    private int _dates;
    private int _pictures;
    private int _words;
    private double _sum;
    private double _squares;
    private double _products;
    private double _targetSum;
    private double _targetSquares;
    private double _shift;
    private double _targetShift;
    private int _pairs;
    private readonly RowSet _absent = new();

    /// <summary>The name of the column.</summary>
    public string Name { get; } = name;

    /// <summary>The number of values of a cell.</summary>
    public int Width { get; } = width;

    /// <summary>The number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The number of rows without a value.</summary>
    public int Missing { get; private set; }

    /// <summary>The rows without a value, from 0.</summary>
    public RowSet Absent => _absent;

    /// <summary>The first row without a value, from 1; 0 where there is none.</summary>
    public long FirstMissing { get; private set; }

    /// <summary>The number of rows with a number, or with a truth value.</summary>
    public int Numbers { get; private set; }

    /// <summary>The number of rows with a number that has a decimal comma.</summary>
    public int Commas { get; private set; }

    /// <summary>Whether every number is whole.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The least number.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>The least number but one.</summary>
    public double Second { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest number.</summary>
    public double Greatest { get; private set; } = double.NegativeInfinity;

    /// <summary>The number of rows with a value.</summary>
    public int Present => Rows - Missing;

    /// <summary>The different values with their counts; null where they are many.</summary>
    public IReadOnlyDictionary<string, int>? Values => _values;

    /// <summary>The texts that are no numbers, with their counts, some of them where they are many.</summary>
    public IReadOnlyDictionary<string, int> Texts => _texts;

    /// <summary>Whether every row has a value, and each another.</summary>
    public bool IsUnique => Missing == 0 && !_isRepeated;

    /// <summary>The number of different values, where it was counted; otherwise null.</summary>
    public int? Distinct => _values?.Count ?? _all?.Count;

    /// <summary>Whether the name is that of something that samples have in common, or that names them.</summary>
    public bool IsCalledId { get; } = ColumnNames.IsId(name);

    /// <summary>Whether every value is a date.</summary>
    public bool AreDates => Present > 0 && _dates == Present;

    /// <summary>Whether every value is called like a picture.</summary>
    public bool ArePictures => Present > 0 && _pictures == Present;

    /// <summary>The mean number of words of a text.</summary>
    public double MeanWords => Numbers + Commas == Present ? 1 : (double)_words / Math.Max(1, Present);

    /// <summary>What cells of several words are like.</summary>
    public TextProfile Text { get; } = new();

    /// <summary>Takes a cell.</summary>
    /// <param name="cell">Its text, without blanks at its ends; null where it has no value.</param>
    /// <param name="row">Its row, from 1.</param>
    /// <param name="target">What is predicted for the row; null where that is not known.</param>
    public void Add(string? cell, long row, string? target)
    {
        Rows++;
        if (cell is null)
        {
            Missing++;
            _absent.Add(Rows - 1);
            FirstMissing = FirstMissing == 0 ? row : FirstMissing;
            return;
        }

        Count(cell);
        if (TryNumber(cell, out double number))
        {
            AddNumber(number, target);
        }
        else
        {
            AddText(cell);
        }

        AddTarget(cell, target);
    }

    /// <summary>Whether each of its values belongs to one value of what is predicted, and each of those to one of its own.</summary>
    /// <param name="targets">The number of different values of what is predicted.</param>
    public bool IsOneToOne(int targets) => targets > 1 && Missing == 0 && _targets is not null && _targets.Count == targets && _targets.Values.Distinct(StringComparer.Ordinal).Count() == targets;

    /// <summary>The correlation with the number that is predicted, over the rows that have both; 0 where there are few.</summary>
    public double Correlation
    {
        get
        {
            double spread = (_squares - _sum * _sum / _pairs) * (_targetSquares - _targetSum * _targetSum / _pairs);
            return _pairs > 2 && spread > 0 ? (_products - _sum * _targetSum / _pairs) / Math.Sqrt(spread) : 0;
        }
    }

    /// <summary>Reads a number with a decimal point, or a truth value as 1 and 0.</summary>
    public static bool TryNumber(string cell, out double number)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite((float)number))
        {
            return true;
        }

        bool isFlag = bool.TryParse(cell, out bool flag);
        number = flag ? 1 : 0;
        return isFlag;
    }

    private void Count(string cell)
    {
        if (_all is not null)
        {
            _isRepeated |= !_all.Add(cell);
            if (_isRepeated && !IsCalledId && _all.Count > MostValues)
            {
                _all = null;
            }
        }

        if (_values is not null)
        {
            _values[cell] = _values.GetValueOrDefault(cell) + 1;
            if (_values.Count > MostValues)
            {
                _values = null;
            }
        }
    }

    private void AddNumber(double number, string? target)
    {
        Numbers++;
        IsWhole &= Math.Floor(number) == number;
        if (number < Least)
        {
            (Second, Least) = (Least, number);
        }
        else if (number > Least && number < Second)
        {
            Second = number;
        }

        Greatest = Math.Max(Greatest, number);
        if (target is not null && TryNumber(target, out double predicted))
        {
            if (_pairs++ == 0)
            {
                (_shift, _targetShift) = (number, predicted);
            }

            (double x, double y) = (number - _shift, predicted - _targetShift);
            _sum += x;
            _squares += x * x;
            _products += x * y;
            _targetSum += y;
            _targetSquares += y * y;
        }
    }

    private void AddText(string cell)
    {
        string point = cell.Replace(',', '.');
        if (point != cell && point.AsSpan().Count('.') == 1 && double.TryParse(point, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            Commas++;
            return;
        }

        if (_texts.Count < MostValues || _texts.ContainsKey(cell))
        {
            _texts[cell] = _texts.GetValueOrDefault(cell) + 1;
        }

        int blanks = cell.AsSpan().Count(' ');
        if (blanks > 1)
        {
            Text.Add(cell);
        }

        _words += 1 + blanks;
        _dates += DateTime.TryParseExact(cell, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? 1 : 0;
        _pictures += s_pictures.Any(end => cell.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
    }

    private void AddTarget(string cell, string? target)
    {
        if (_targets is null || target is null)
        {
            return;
        }

        if (!_targets.TryAdd(cell, target) && _targets[cell] != target)
        {
            _targets = null;
        }
        else if (_targets.Count > MostValues)
        {
            _targets = null;
        }
    }
}

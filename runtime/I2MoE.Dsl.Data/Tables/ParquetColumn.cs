using System.Globalization;
using ParquetSharp;

namespace I2MoE.Dsl.Data;

/// <summary>The cells of one column in one row group, read row by row.</summary>
internal abstract class ParquetColumn : IDisposable
{
    /// <summary>The cell of the current row as text; empty where the value is missing.</summary>
    public abstract string Text { get; }

    /// <summary>The number in the cell of the current row, which is no list, in double precision.</summary>
    public double Exact => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : bool.TryParse(Text, out bool flag) && flag ? 1 : 0;

    /// <summary>The values of the cell of the current row, NaN where one is missing; of a cell that is no list, one. Null for a list that is missing.</summary>
    public abstract ReadOnlyMemory<float>? Values { get; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public abstract bool Next();

    /// <summary>Opens a column.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column, which can be read.</param>
    public static ParquetColumn Open(RowGroupReader group, ParquetField field)
    {
        ColumnReader reader = group.Column(field.Column);
        ColumnDescriptor descriptor = reader.ColumnDescriptor;
        using LogicalType logical = descriptor.LogicalType;
        bool isUnsigned = logical is IntLogicalType { IsSigned: false };
        int scale = logical is DecimalLogicalType scaled ? scaled.Scale : 0;
        double units = Math.Pow(10, scale);
        bool isDecimal = logical is DecimalLogicalType;
        int length = descriptor.TypeLength;
        bool isText = field.Value == ParquetValue.Text;
        return reader switch
        {
            ColumnReader<bool> flags => new ParquetCells<bool>(field, flags, flag => flag ? 1 : 0, flag => flag.ToString()),
            ColumnReader<float> numbers => new ParquetCells<float>(field, numbers, number => number, number => ParquetBytes.Digits(number, number.ToString(CultureInfo.InvariantCulture))),
            ColumnReader<double> numbers => new ParquetCells<double>(field, numbers, number => (float)number, number => ParquetBytes.Digits(number, number.ToString(CultureInfo.InvariantCulture))),
            ColumnReader<int> numbers when isUnsigned => new ParquetCells<int>(field, numbers, number => (uint)number, number => ((uint)number).ToString(CultureInfo.InvariantCulture)),
            ColumnReader<long> numbers when isUnsigned => new ParquetCells<long>(field, numbers, number => (ulong)number, number => ((ulong)number).ToString(CultureInfo.InvariantCulture)),
            ColumnReader<int> numbers when isDecimal => new ParquetCells<int>(field, numbers, number => (float)(number / units), number => ParquetBytes.Digits(number, scale)),
            ColumnReader<long> numbers when isDecimal => new ParquetCells<long>(field, numbers, number => (float)(number / units), number => ParquetBytes.Digits(number, scale)),
            ColumnReader<int> numbers => new ParquetCells<int>(field, numbers, number => number, number => number.ToString(CultureInfo.InvariantCulture)),
            ColumnReader<long> numbers => new ParquetCells<long>(field, numbers, number => number, number => number.ToString(CultureInfo.InvariantCulture)),
            ColumnReader<FixedLenByteArray> halves when !isDecimal =>
                new ParquetCells<FixedLenByteArray>(field, halves, half => (float)ParquetBytes.Half(half), half => ParquetBytes.Half(half).ToString(CultureInfo.InvariantCulture)),
            ColumnReader<FixedLenByteArray> decimals => new ParquetCells<FixedLenByteArray>(
                field, decimals, bytes => (float)((double)ParquetBytes.Whole(bytes, length) / units), bytes => ParquetBytes.Digits(ParquetBytes.Whole(bytes, length), scale)),
            ColumnReader<ByteArray> texts when isText => new ParquetCells<ByteArray>(field, texts, _ => float.NaN, ParquetBytes.Text),
            ColumnReader<ByteArray> decimals => new ParquetCells<ByteArray>(field, decimals, bytes => (float)((double)ParquetBytes.Whole(bytes) / units), bytes => ParquetBytes.Digits(ParquetBytes.Whole(bytes), scale)),
            _ => throw new NotSupportedException($"A column of {reader.ElementType.Name} cannot be read."),
        };
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}

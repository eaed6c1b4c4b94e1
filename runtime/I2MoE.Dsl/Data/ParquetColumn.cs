using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace I2MoE.Dsl.Data;

/// <summary>The cells of one column in one row group.</summary>
internal abstract class ParquetColumn
{
    /// <summary>The cell as text; empty where the value is missing.</summary>
    public abstract string Text(int row);

    /// <summary>The cell as a number; NaN where the value is missing.</summary>
    public abstract float Number(int row);

    /// <summary>Whether the cells of a column are numbers or Booleans.</summary>
    public static bool IsNumeric(DataField field) => Type.GetTypeCode(field.ClrType) is >= TypeCode.Boolean and <= TypeCode.Decimal and not TypeCode.Char;

    /// <summary>Whether the cells of a column can be read.</summary>
    public static bool IsReadable(DataField field) => field.MaxRepetitionLevel == 0 && (IsNumeric(field) || field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>));

    /// <summary>Reads a column that <see cref="IsReadable"/>.</summary>
    public static async Task<ParquetColumn> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken) =>
        Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Boolean => await Cells<bool>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.SByte => await Cells<sbyte>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.Byte => await Cells<byte>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.Int16 => await Cells<short>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.UInt16 => await Cells<ushort>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.Int32 => await Cells<int>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.UInt32 => await Cells<uint>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.Int64 => await Cells<long>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.UInt64 => await Cells<ulong>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.Single => await Cells<float>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.Double => await Cells<double>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            TypeCode.Decimal => await Cells<decimal>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
            _ => await Words.ReadAsync(group, field, cancellationToken).ConfigureAwait(false),
        };

    private sealed class Cells<T>(T?[] values) : ParquetColumn
        where T : struct, IConvertible
    {
        public static new async Task<ParquetColumn> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        {
            T?[] cells = new T?[checked((int)group.RowCount)];
            if (field.IsNullable)
            {
                await group.ReadAsync(field, cells.AsMemory(), null, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                T[] values = new T[cells.Length];
                await group.ReadAsync(field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
                cells = [.. values.Select(value => (T?)value)];
            }

            return new Cells<T>(cells);
        }

        public override string Text(int row) => values[row]?.ToString(CultureInfo.InvariantCulture) ?? "";

        public override float Number(int row) => values[row]?.ToSingle(CultureInfo.InvariantCulture) ?? float.NaN;
    }

    private sealed class Words(string?[] values) : ParquetColumn
    {
        public static new async Task<ParquetColumn> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
        {
            string?[] cells = new string?[checked((int)group.RowCount)];
            await group.ReadAsync(field, cells.AsMemory()!, null, cancellationToken).ConfigureAwait(false);
            return new Words(cells);
        }

        public override string Text(int row) => values[row] ?? "";

        public override float Number(int row) => throw new NotSupportedException("Text is no number.");
    }
}

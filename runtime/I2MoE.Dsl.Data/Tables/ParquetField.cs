using ParquetSharp;
using ParquetSharp.Schema;

namespace I2MoE.Dsl.Data;

/// <summary>A column of a Parquet table: a field of its schema, whose values lie in one physical column, or in several where it is nested.</summary>
internal sealed class ParquetField
{
    private ParquetField(string name, int column, ParquetValue value, string type)
    {
        Name = name;
        Column = column;
        Value = value;
        Type = type;
    }

    public string Name { get; }

    /// <summary>The physical column.</summary>
    public int Column { get; }

    /// <summary>What a value is.</summary>
    public ParquetValue Value { get; }

    /// <summary>Whether a cell is a list of values.</summary>
    public bool IsList { get; private init; }

    /// <summary>The definition level from which on a list has an element.</summary>
    public short ElementLevel { get; private init; }

    /// <summary>The type in messages.</summary>
    public string Type { get; }

    public bool IsNumeric => Value is ParquetValue.Boolean or ParquetValue.Number;

    /// <summary>The columns of a table, in order.</summary>
    public static ParquetField[] Of(SchemaDescriptor schema)
    {
        Node[] fields = schema.GroupNode.Fields;
        ILookup<string, int> columns = Enumerable.Range(0, schema.NumColumns).ToLookup(column => schema.Column(column).Path.ToDotVector()[0], StringComparer.Ordinal);
        return [.. fields.Select(field => columns[field.Name].ToArray() is [var column] ? Of(field, column, schema.Column(column)) : new ParquetField(field.Name, -1, ParquetValue.Other, "nested"))];
    }

    private static ParquetField Of(Node field, int column, ColumnDescriptor descriptor)
    {
        using LogicalType logical = descriptor.LogicalType;
        ParquetValue value = ValueOf(descriptor, logical);
        bool isList = descriptor.MaxRepetitionLevel == 1 && (field is PrimitiveNode || field.LogicalType is ListLogicalType);
        if (field is GroupNode && !isList)
        {
            value = ParquetValue.Other;
        }

        bool elementMayBeNull = descriptor.SchemaNode.Repetition == Repetition.Optional;
        string physical = logical.Type == LogicalTypeEnum.None ? descriptor.PhysicalType.ToString() : logical.Type.ToString();
        return new ParquetField(field.Name, column, isList && value == ParquetValue.Text ? ParquetValue.Other : value, field is PrimitiveNode ? physical : isList ? $"a list of {physical}" : "nested")
        {
            IsList = isList,
            ElementLevel = (short)(descriptor.MaxDefinitionLevel - (elementMayBeNull ? 1 : 0)),
        };
    }

    private static ParquetValue ValueOf(ColumnDescriptor descriptor, LogicalType logical) => (descriptor.PhysicalType, logical.Type) switch
    {
        (PhysicalType.Boolean, _) => ParquetValue.Boolean,
        (PhysicalType.Float or PhysicalType.Double, _) => ParquetValue.Number,
        (PhysicalType.Int32 or PhysicalType.Int64, LogicalTypeEnum.None or LogicalTypeEnum.Int or LogicalTypeEnum.Decimal) => ParquetValue.Number,
        (PhysicalType.FixedLenByteArray, LogicalTypeEnum.Float16 or LogicalTypeEnum.Decimal) => ParquetValue.Number,
        (PhysicalType.ByteArray, LogicalTypeEnum.Decimal) => ParquetValue.Number,
        (PhysicalType.ByteArray, LogicalTypeEnum.String or LogicalTypeEnum.Enum) => ParquetValue.Text,
        _ => ParquetValue.Other,
    };
}

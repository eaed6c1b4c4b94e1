using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>Reads what TensorBoard reads: records with checksums, of which each is an event in protocol buffers.</summary>
internal static class EventFile
{
    /// <summary>The scalars of a file.</summary>
    public static IReadOnlyList<(string Tag, long Step, float Value)> Scalars(string file)
    {
        List<(string Tag, long Step, float Value)> scalars = [];
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        while (!bytes.IsEmpty)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Assert.Equal(Checksum(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            ReadOnlySpan<byte> record = bytes.Slice(12, length);
            Assert.Equal(Checksum(record), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            Add(record, scalars);
            bytes = bytes[(16 + length)..];
        }

        return scalars;
    }

    private static void Add(ReadOnlySpan<byte> record, List<(string Tag, long Step, float Value)> scalars)
    {
        List<(int Field, byte[] Value)> fields = Fields(record);
        long step = fields.Where(field => field.Field == 2).Select(field => BinaryPrimitives.ReadInt64LittleEndian(field.Value)).FirstOrDefault();
        foreach (byte[] summary in fields.Where(field => field.Field == 5).Select(field => field.Value))
        {
            foreach (byte[] value in Fields(summary).Where(field => field.Field == 1).Select(field => field.Value))
            {
                List<(int Field, byte[] Value)> parts = Fields(value);
                if (parts.FirstOrDefault(part => part.Field == 2).Value is { Length: 4 } number)
                {
                    scalars.Add((Encoding.UTF8.GetString(parts.First(part => part.Field == 1).Value), step, BinaryPrimitives.ReadSingleLittleEndian(number)));
                }
            }
        }
    }

    private static List<(int Field, byte[] Value)> Fields(ReadOnlySpan<byte> message)
    {
        List<(int Field, byte[] Value)> fields = [];
        int place = 0;
        while (place < message.Length)
        {
            ulong key = Number(message, ref place);
            int length = (key & 7) switch
            {
                0 => 0,
                1 => 8,
                2 => (int)Number(message, ref place),
                5 => 4,
                _ => throw new InvalidDataException("No such kind of field."),
            };
            fields.Add(((int)(key >> 3), (key & 7) == 0 ? BitConverter.GetBytes(Number(message, ref place)) : message.Slice(place, length).ToArray()));
            place += length;
        }

        return fields;
    }

    private static ulong Number(ReadOnlySpan<byte> message, ref int place)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[place++];
            number |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return number;
            }
        }
    }

    // CRC-32C, rotated and shifted as TFRecord has it.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }
}

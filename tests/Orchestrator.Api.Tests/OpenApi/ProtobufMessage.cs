using System.Text;

namespace Orchestrator.Api.Tests.OpenApi;

/// <summary>A protobuf message read without its definition: fields by number.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, byte[] Content)> _fields = [];

    public static ProtobufMessage Parse(ReadOnlySpan<byte> bytes)
    {
        var message = new ProtobufMessage();
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            if ((tag & 7) == 0)
            {
                Varint(ref bytes);
                continue;
            }
            Assert.Equal(2, tag & 7);
            var length = Varint(ref bytes);
            message._fields.Add((tag >> 3, bytes[..length].ToArray()));
            bytes = bytes[length..];
        }
        return message;
    }

    public string Text(int field) => Encoding.UTF8.GetString(_fields.Single(entry => entry.Field == field).Content);

    public ProtobufMessage Message(int field) => Messages(field).Single();

    public IEnumerable<ProtobufMessage> Messages(int field) =>
        _fields.Where(entry => entry.Field == field).Select(entry => Parse(entry.Content));

    private static int Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

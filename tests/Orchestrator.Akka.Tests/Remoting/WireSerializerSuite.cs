using Akka.TestKit.Xunit2;
using Orchestrator.Akka.Remoting;
using Orchestrator.Testing;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>What every <see cref="WireSerializer"/> promises of its messages, all of which are
/// <typeparamref name="TMessage"/>s.</summary>
public abstract class WireSerializerSuite<TMessage>() : TestKit(RemoteApiConfig.Hocon.PrependedBy(
    "akka { loglevel = OFF, stdout-loglevel = OFF }"))
    where TMessage : notnull
{
    protected abstract WireSerializer Serializer { get; }

    /// <summary>The bytes are those of the golden file, and what is read from them is written as they are.</summary>
    protected object CheckBytes(string golden, TMessage message)
    {
        var bytes = Serializer.ToBinary(message);
        var manifest = Serializer.Manifest(message);
        Golden.Text(golden, $"{Serializer.Identifier} {manifest}\n{Hex(bytes)}\n");
        var read = Serializer.FromBinary(bytes, manifest);
        Assert.Equal(Hex(bytes), Hex(Serializer.ToBinary(read)));
        return read;
    }

    /// <summary>There is no other type of message, and Akka finds this serializer for each.</summary>
    protected void CheckAll(IReadOnlyCollection<TMessage> messages)
    {
        var all = typeof(TMessage).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(TMessage)) && !type.IsInterface);
        Assert.Equal(
            all.Select(type => type.Name).Order(), messages.Select(m => m.GetType().Name).Distinct().Order());
        Assert.All(
            messages,
            message => Assert.IsType(Serializer.GetType(), Sys.Serialization.FindSerializerFor(message)));
    }

    protected static string Hex(byte[] bytes) =>
        string.Join('\n', bytes.Chunk(32).Select(line => Convert.ToHexStringLower(line)));
}

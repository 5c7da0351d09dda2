using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Network.Tests.Userspace;

/// <summary>Answers each TCP connection with its name, then with what it receives, until the client has ended its
/// side.</summary>
internal sealed class EchoServer(string address) : LoopbackServer(address)
{
    protected override async Task ServeAsync(NetworkStream stream)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Address + "\n"));
        await stream.CopyToAsync(stream);
    }
}

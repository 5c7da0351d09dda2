using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Sockets of this process that belong to another host's network: what they connect to is that
/// host's.</summary>
/// <param name="path">The network namespace's file, such as <c>/run/netns/NAME</c>.</param>
internal sealed class NamespaceSockets(string path)
{
    private const int NewNetwork = 0x40000000;

    /// <summary>A client each of whose connections begins on that host.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = await OpenAsync();
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });

    /// <summary>A socket stays in the namespace it was made in; the thread that went there ends.</summary>
    private Task<Socket> OpenAsync()
    {
        var opened = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
                if (SetNamespace(file, NewNetwork) != 0)
                    throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
                opened.SetResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            }
            catch (Exception error)
            {
                opened.SetException(error);
            }
        }).Start();
        return opened.Task;
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(SafeFileHandle file, int kind);
}

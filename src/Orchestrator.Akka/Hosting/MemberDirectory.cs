using Orchestrator.Hosting;
using Orchestrator.Hosting.Joining;

namespace Orchestrator.Akka.Hosting;

/// <summary>A member's data directory, held by this process alone.</summary>
internal sealed class MemberDirectory : IDisposable
{
    private readonly DirectoryLock _lock;

    private MemberDirectory(DataLayout layout, DirectoryLock held) => (Layout, _lock) = (layout, held);

    public DataLayout Layout { get; }

    /// <exception cref="DataDirectoryException">It cannot be made, or another process holds it.</exception>
    public static MemberDirectory Open(string? path)
    {
        var layout = DataLayout.Prepare(path);
        try
        {
            return new(layout, DirectoryLock.Take(layout.Root));
        }
        catch (JoinException held)
        {
            throw new DataDirectoryException(held.Message, held);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        Layout.Remove();
    }
}

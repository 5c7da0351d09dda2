namespace Orchestrator.Akka.Remoting;

/// <summary>The methods of <see cref="Client.IApiClient"/> as they travel; the numbers are part of the wire
/// form.</summary>
public enum RemoteVerb
{
    Get = 1,
    List = 2,
    Watch = 3,
    Create = 4,
    Update = 5,
    Patch = 6,
    Delete = 7,
    DeleteCollection = 8,
    Post = 9,
    Discover = 10,

    /// <summary>A verb of its own: a server from before it would answer a Get with the whole object.</summary>
    GetSubresource = 11,
}

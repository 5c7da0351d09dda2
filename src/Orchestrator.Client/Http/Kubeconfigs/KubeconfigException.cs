namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>A kubeconfig that cannot be read or followed. The message names the file's entry and is fit for its
/// owner.</summary>
public sealed class KubeconfigException(string message, Exception? inner = null) : FormatException(message, inner);

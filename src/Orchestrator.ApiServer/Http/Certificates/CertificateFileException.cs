namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>A certificate or key file cannot be used. The text names it and says what to do;
/// nothing was changed.</summary>
public sealed class CertificateFileException(string message, Exception? inner = null) : IOException(message, inner);

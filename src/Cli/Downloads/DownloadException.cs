namespace Glissade.Cli.Downloads;

/// <summary>A file that did not arrive; the message says why and what can be done.</summary>
internal sealed class DownloadException(string message, Exception? cause = null) : IOException(message, cause);

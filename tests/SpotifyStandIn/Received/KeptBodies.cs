namespace SpotifyStandIn.Received;

/// <summary>Forgets the oldest bodies once there are too many or they are too large. The log's lock guards it.</summary>
internal sealed class KeptBodies(int maxCount, long maxBytes)
{
    private readonly Queue<ReceivedRequest> _requests = new();
    private long _bytes;

    public void Add(ReceivedRequest request)
    {
        if (request.KeptBody is null)
            return;
        _requests.Enqueue(request);
        _bytes += request.BodyLength;
        while (_requests.Count > maxCount || _bytes > maxBytes)
        {
            var oldest = _requests.Dequeue();
            _bytes -= oldest.BodyLength;
            oldest.ForgetBody();
        }
    }
}

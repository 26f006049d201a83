# A test host that pulls images by what CRI-O, Podman, skopeo and buildah share (containers/image).
FROM @HOST@
COPY install-packages /tmp/
RUN sh -eu /tmp/install-packages podman skopeo
